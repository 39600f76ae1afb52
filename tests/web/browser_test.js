// What only a browser has: storage, links, fingers, pixel ratios, lost contexts, downloads.
//   CONVLENS_PAGE=FOLDER node --test browser_test.js
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, before, test } = require('node:test');
const { Browser, kPatience } = require('./browser.js');

let browser;
before(async () => { browser = await Browser.start(process.env.CONVLENS_PAGE); });
after(() => browser.stop());

/** A test with a user of its own. */
const withUser = (name, body) => test(name, { timeout: 3 * kPatience }, async () => {
  const user = await browser.user();
  try {
    await body(user);
  } finally {
    await user.close();
  }
});

withUser('the address names lesson, language and theme, and the title follows', async user => {
  const tab = await user.open('#lesson=stride&lang=zh&theme=projector');
  const told = await tab.fact('lesson', 'stride');
  assert.equal(told.facts.theme, 'projector');
  assert.equal(await tab.page.title(), '步幅 — ConvLens');
});

withUser('an unknown lesson is told, and the first one shown', async user => {
  const tab = await user.open('#lesson=strid');
  const told = await tab.fact('lesson', 'figure-6-2-1');
  assert.match(told.facts.problem, /strid/);
});

withUser('an idle page draws nothing', async user => {
  const tab = await user.open();
  await tab.told();
  await tab.page.waitForFunction(() => {
    const drawn = Module.page.frames;
    const still = window.drawnBefore === drawn;
    window.drawnBefore = drawn;
    return still;
  }, { timeout: kPatience, polling: 200 });
  const before = await tab.drawn();
  await tab.frames(30);
  assert.equal(await tab.drawn(), before);
});

withUser('a copied link shows exactly what is seen, also to others', async user => {
  const tab = await user.open();
  await tab.told();
  await tab.page.keyboard.press('ArrowRight');
  await tab.page.keyboard.press('x');
  await tab.told(told => Number(told.facts.modified) === 1);
  await tab.click('menu.file');
  await tab.click('entry.Copy link');
  await tab.page.waitForFunction(() => !document.getElementById('note').hidden);
  const link = await tab.page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(browser.url + '#session='), link);
  assert.ok(link.length < 2000);
  await tab.page.keyboard.down('Control');
  await tab.page.keyboard.press('s');
  await tab.page.keyboard.up('Control');
  const other = await browser.user();
  const shown = await other.open(new URL(link).hash);
  await shown.fact('lesson', 'figure-6-2-1');
  const saved = async of => {
    await of.page.keyboard.down('Control');
    await of.page.keyboard.press('s');
    await of.page.keyboard.up('Control');
    await of.page.waitForFunction(() => window.downloads.length > 0, { timeout: kPatience });
    return JSON.parse(await of.page.evaluate(() => window.downloads[0][1]));
  };
  assert.deepEqual((await saved(shown)).document, (await saved(tab)).document);
  await other.close();
});

withUser('a link that was cut is told', async user => {
  const tab = await user.open('#session=eJzNWU');
  const told = await tab.told(seen => (seen.facts.problem || '') !== '');
  assert.match(told.facts.problem, /damaged/);
});

withUser('work comes back when the page is loaded again, and each tab has its own', async user => {
  const tab = await user.open();
  await tab.told();
  await tab.page.keyboard.press('x');
  await tab.told(told => Number(told.facts.modified) === 1);
  await tab.page.waitForFunction(() => Module.page.kept > 0, { timeout: kPatience });
  const second = await user.open('#lesson=stride');
  await second.fact('lesson', 'stride');
  const homes = [await tab.page.evaluate(() => Module.page.home),
                 await second.page.evaluate(() => Module.page.home)];
  assert.notEqual(homes[0], homes[1]);
  await second.page.close();
  await tab.page.bringToFront();
  await tab.page.reload();
  const told = await tab.told(told => Number(told.facts.modified) === 1);
  assert.equal(told.facts.lesson, 'figure-6-2-1');
  assert.ok(!('dialog.recovery' in told.places));
});

withUser('the language that was chosen stays', async user => {
  const tab = await user.open();
  await tab.told();
  await tab.click('menu.view');
  await tab.click('entry.简体中文');
  await tab.page.waitForFunction(() => document.title.includes('滑动'), { timeout: kPatience });
  await tab.page.waitForFunction(() => !!localStorage.getItem('convlens.preferences'));
  await tab.page.reload();
  await tab.told();
  assert.match(await tab.page.title(), /滑动/);
});

withUser('a lost context comes back with everything', async user => {
  const tab = await user.open();
  await tab.told();
  await tab.page.mouse.move(550, 20);
  await tab.frames(10);
  const before = await tab.page.screenshot();
  await tab.page.evaluate(() => {
    const context = document.getElementById('canvas').getContext('webgl2');
    window.lose = context.getExtension('WEBGL_lose_context');
    window.lose.loseContext();
  });
  await tab.frames(10);
  const drawn = await tab.drawn();
  await tab.page.evaluate(() => window.lose.restoreContext());
  await tab.page.waitForFunction(n => Module.page.frames > n, { timeout: kPatience }, drawn);
  await tab.frames(20);
  assert.ok(before.equals(await tab.page.screenshot()));
});

withUser('pixels follow the ratio, and places on the page stay', async user => {
  const tab = await user.open();
  await tab.told();
  const places = async () => {
    const { x, y } = await tab.middle('button.play');
    return [Math.round(x / 8), Math.round(y / 8)];
  };
  const once = await places();
  await tab.page.setViewport({ width: 1100, height: 720, deviceScaleFactor: 2 });
  await tab.page.waitForFunction(() => document.getElementById('canvas').width === 2200,
                                 { timeout: kPatience });
  await tab.told(told => told.places['button.play'][1] > 1000);
  assert.deepEqual(await places(), once);
});

const kPhone = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

withUser('on a phone, a tap presses, and panels are sheets below the figure', async user => {
  const tab = await user.open('', kPhone);
  const told = await tab.told(seen => seen.places.figure[1] > 0);
  const [, top, , height] = told.places.figure;
  assert.ok(height > 0.2 * 844 * 2, 'the figure is seen beside the lesson');
  await tab.tap('button.lesson_drawer');
  await tab.told(seen => seen.places.figure[3] > 0.5 * 844 * 2); // the lesson is closed
  await tab.tap('tab.layer');
  const layer = await tab.told(seen => 'choice.border' in seen.places);
  assert.equal(layer.places.figure[1], top);
  await tab.tap('button.forward');
  await tab.told(seen => seen.facts.position.startsWith('2'));
});

withUser('a finger scrolls a sheet', async user => {
  const tab = await user.open('', kPhone);
  await tab.tap('tab.kernel');
  const before = (await tab.told(told => 'button.flip' in told.places)).places['button.flip'][1];
  const [x, y] = [195, 700];
  const finger = await tab.page.touchscreen.touchStart(x, y);
  for (let i = 1; i <= 8; ++i) {
    await finger.move(x, y - 12 * i);
    await tab.frames(2);
  }
  await finger.end();
  await tab.told(new Function('told', `return told.places['button.flip'][1] < ${before} - 60`));
});

withUser('dropped and chosen files are opened', async user => {
  const tab = await user.open();
  await tab.told();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'convlens-page-')), 'ones.csv');
  fs.writeFileSync(file, '1,1,1\n1,1,1\n1,1,1\n1,1,1\n');
  const asked = tab.page.waitForFileChooser();
  await tab.click('menu.file');
  await tab.click('entry.Open…');
  await (await asked).accept([file]);
  await tab.page.waitForFunction(() => document.title.startsWith('ones'), { timeout: kPatience });
  fs.rmSync(path.dirname(file), { recursive: true });
});

withUser('an embedded figure has its transport and nothing else', async user => {
  const tab = await user.open('?embed#lesson=stride', { width: 700, height: 420 });
  const told = await tab.told(seen => 'button.play' in seen.places && 'grid.output' in seen.places);
  for (const place of Object.keys(told.places)) {
    assert.ok(!/^(menu|tab|lesson)\./.test(place), place);
  }
});

withUser('a browser without WebGL 2 gets a page that says so', async user => {
  const tab = await user.open('', { width: 800, height: 600 }, () => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await tab.page.waitForSelector('#sorry', { timeout: kPatience });
  assert.match(await tab.page.$eval('#sorry', box => box.textContent), /WebGL 2/);
});
