// What every report can do: another language, another theme, printing. Without it everything is still there. The rest of the
// page hears of a change by the event "view" of the document.
(function () {
  'use strict';
  const root = document.documentElement;
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => document.querySelectorAll(selector);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const tell = () => document.dispatchEvent(new Event('view'));

  function setLanguage(language) {
    if (root.lang !== language) {
      all('.n').forEach((element) => {
        element.textContent = element.textContent.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ','));
      });
    }
    root.lang = language;
    all('[data-vi]').forEach((element) => element.setAttribute('aria-label', element.dataset[language]));
    one('#language').textContent = language === 'vi' ? 'English' : 'Tiếng Việt';
    one('#language').lang = language === 'vi' ? 'en' : 'vi';
    tell();
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches;
  }

  one('.tools').hidden = false;
  one('#language').addEventListener('click', () => setLanguage(root.lang === 'vi' ? 'en' : 'vi'));
  one('#theme').addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; tell(); });
  one('#print').addEventListener('click', () => window.print());
  dark.addEventListener('change', tell);
  setLanguage(root.lang);
})();
