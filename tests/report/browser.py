"""Chromium without a window, driven by the W3C WebDriver protocol through chromedriver: the standard library alone."""
import base64
import json
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request


def missing():
    """What is lacking for a browser, in words, or an empty string."""
    names = [name for name in ("chromium", "chromedriver") if shutil.which(name) is None]
    if names:
        return " and ".join(names) + " not installed"
    # In a bare chroot its processes cannot reach each other: that no session comes about at all is not the report's fault.
    try:
        with Browser():
            return ""
    except RuntimeError as error:
        return "chromium starts no session here: " + json.loads(str(error))["value"]["message"].replace("\n", ", ")



class Browser:
    """One window. Use it in a with statement: the programs end with it."""

    def __init__(self, width=1280, height=1600, offline=True):
        self.folder = tempfile.TemporaryDirectory()
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                       text=True)
        port = ""
        for line in self.driver.stdout:
            if "started successfully on port" in line:
                port = line.rsplit(" ", 1)[1].strip(" .\n")
                break
        self.base = f"http://127.0.0.1:{port}"
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                     "--disable-background-networking", "--hide-scrollbars", "--force-color-profile=srgb",
                     f"--user-data-dir={self.folder.name}", f"--window-size={width},{height}"]
        if offline:
            arguments.append("--host-resolver-rules=MAP * ~NOTFOUND")
        wanted = {"browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                  "goog:chromeOptions": {"binary": shutil.which("chromium"), "args": arguments}}
        answer = self._send("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
        self.session = f"/session/{answer['sessionId']}"

    def _send(self, method, path, body=None):
        data = json.dumps(body if body is not None else {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode("utf-8", "replace")) from error

    def post(self, path, body=None):
        return self._send("POST", self.session + path, body)

    def devtools(self, command, **parameters):
        return self.post("/goog/cdp/execute", {"cmd": command, "params": parameters})

    def open(self, url):
        self.post("/url", {"url": url})

    def run(self, script, *arguments):
        return self.post("/execute/sync", {"script": script, "args": list(arguments)})

    def log(self, kind):
        return self.post("/se/log", {"type": kind})

    def screenshot(self, path):
        """The whole page."""
        size = self.devtools("Page.getLayoutMetrics")["cssContentSize"]
        shot = self.devtools("Page.captureScreenshot", captureBeyondViewport=True, format="png",
                             clip={"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def pdf(self):
        return base64.b64decode(self.post("/print", {"background": True}))

    def drag(self, x, y, to_x, to_y):
        move = lambda at_x, at_y: {"type": "pointerMove", "duration": 50, "x": int(at_x), "y": int(at_y)}
        actions = [move(x, y), {"type": "pointerDown", "button": 0}, move((x + to_x) / 2, y), move(to_x, to_y),
                   {"type": "pointerUp", "button": 0}]
        self.post("/actions", {"actions": [{"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"},
                                            "actions": actions}]})
        time.sleep(0.2)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self._send("DELETE", self.session)
        finally:
            self.driver.terminate()
            self.driver.wait(10)
            self.folder.cleanup()
