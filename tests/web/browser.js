// The built page in a Chromium of its own, for browser_test.js.
'use strict';
const puppeteer = require('puppeteer-core');
const { fileOf, serve } = require('./serve.js');

const kFlags = ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader',
                '--enable-unsafe-swiftshader'];
const kPatience = 120000; // milliseconds: the machine may be busy

class Browser {
  /** `site`: the folder of the built page. */
  static async start(site) {
    const self = new Browser();
    await new Promise(ready => {
      self.server = serve(name => fileOf(site, name), () => {}, port => {
        self.url = `http://localhost:${port}/`;
        ready();
      });
    });
    self.chromium = await puppeteer.launch({ executablePath: '/usr/bin/chromium', args: kFlags });
    return self;
  }
  async stop() {
    await this.chromium.close();
    this.server.close();
  }
  /** A user with an empty storage, who lets the page read and write the clipboard. */
  async user() {
    const context = await this.chromium.createBrowserContext();
    await context.overridePermissions(this.url, ['clipboard-read', 'clipboard-sanitized-write']);
    return new User(context, this.url);
  }
}

class User {
  constructor(context, url) {
    this.context = context;
    this.url = url;
  }
  /** Opens the page with `address` behind its own: "?embed#lesson=stride". */
  async open(address = '', viewport = { width: 1100, height: 720 }, before = () => {}) {
    const tab = await this.context.newPage();
    await tab.setViewport(viewport);
    tab.on('dialog', dialog => dialog.accept()); // leaving with unsaved work
    await tab.evaluateOnNewDocument(() => {
      window.downloads = [];
      window.ConvLensHooks = {
        arguments: ['--inspect', '/inspect.json'],
        receive: (name, bytes) => window.downloads.push([name, new TextDecoder().decode(bytes)]),
      };
    });
    await tab.evaluateOnNewDocument(before);
    await tab.goto(this.url + address);
    return new Tab(tab);
  }
  close() { return this.context.close(); }
}

class Tab {
  constructor(page) { this.page = page; }
  /** Waits until `check` of what the program tells about itself is true; gives what it tells. */
  async told(check = told => told.frame > 0) {
    await this.page.waitForFunction(text => {
      try {
        window.told = JSON.parse(Module.FS.readFile('/inspect.json', { encoding: 'utf8' }));
        return new Function('told', 'return (' + text + ')(told)')(window.told);
      } catch (e) {
        return false; // not yet there
      }
    }, { timeout: kPatience, polling: 'raf' }, check.toString());
    return this.page.evaluate(() => window.told);
  }
  async fact(name, value) {
    return this.told(new Function('told', `return told.facts[${JSON.stringify(name)}] === ${JSON.stringify(value)}`));
  }
  /** The middle of a control in CSS pixels. */
  async middle(place) {
    const told = await this.told(new Function('told', `return ${JSON.stringify(place)} in told.places`));
    const ratio = await this.page.evaluate(() => devicePixelRatio);
    const [x, y, width, height] = told.places[place];
    return { x: (x + width / 2) / ratio, y: (y + height / 2) / ratio };
  }
  async click(place) {
    const { x, y } = await this.middle(place);
    await this.page.mouse.move(x, y);
    await this.frames(3); // a dialog takes its place in its second frame
    await this.page.mouse.click(x, y);
    await this.frames(3);
  }
  async tap(place) {
    const { x, y } = await this.middle(place);
    await this.page.touchscreen.tap(x, y);
    await this.frames(3);
  }
  /** Waits for the browser to draw `count` times, whatever the program draws. */
  frames(count) {
    return this.page.evaluate(n => new Promise(done => {
      const next = () => (n-- > 0 ? requestAnimationFrame(next) : done());
      next();
    }), count);
  }
  drawn() { return this.page.evaluate(() => Module.page.frames); }
}

module.exports = { Browser, kPatience };
