/** Finds Chrome or Chromium, or installs Chromium by the system's package manager. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fail, run } from './processes.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'chromium.exe', 'chrome.exe'];

/** @returns {string[]} where installers put it when they do not put it on the PATH */
function usualPlaces() {
  const { HOME = '', LOCALAPPDATA = '', PROGRAMFILES = '', 'PROGRAMFILES(X86)': programFiles32 = '' } = process.env;
  switch (process.platform) {
    case 'darwin':
      return ['', HOME].flatMap((home) => [
        `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
        `${home}/Applications/Chromium.app/Contents/MacOS/Chromium`,
      ]);
    case 'win32':
      return [PROGRAMFILES, programFiles32, LOCALAPPDATA].flatMap((folder) => [
        path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        path.join(folder, 'Chromium', 'Application', 'chrome.exe'),
      ]);
    default:
      return ['/usr/lib/chromium/chromium', '/usr/lib64/chromium-browser/chromium-browser', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
  }
}

/**
 * Ubuntu's `chromium-browser` may be a script that only asks for a snap, so being there is not enough.
 * @param {string} file
 * @returns {Promise<boolean>}
 */
function works(file) {
  if (process.platform === 'win32') return Promise.resolve(true); // there, --version opens a window
  return new Promise((resolve) => {
    execFile(file, ['--version'], { timeout: 30_000 }, (error) => resolve(error === null));
  });
}

/** @returns {Promise<string | undefined>} the path of a browser that starts */
export async function findChromium() {
  const chosen = process.env.CHROME_PATH;
  if (chosen) {
    if (existsSync(chosen) && (await works(chosen))) return chosen;
    fail(`CHROME_PATH is ${chosen}, and there is no browser there that starts.`);
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...usualPlaces()];
  for (const candidate of candidates) if (existsSync(candidate) && (await works(candidate))) return candidate;
  return undefined;
}

/** Commands that install Chromium, to be tried in turn, for the first package manager that is there. */
const INSTALLERS = [
  {
    manager: 'apt-get',
    needsRoot: true,
    before: ['update'],
    tries: ['chromium', 'chromium-browser'].map((name) => ['install', '-y', '--no-install-recommends', name]),
  },
  { manager: 'dnf', needsRoot: true, tries: [['install', '-y', 'chromium']] },
  { manager: 'apk', needsRoot: true, tries: [['add', '--no-cache', 'chromium']] },
  { manager: 'pacman', needsRoot: true, tries: [['-Sy', '--noconfirm', 'chromium']] },
  { manager: 'brew', needsRoot: false, tries: [['install', '--cask', 'chromium'], ['install', '--cask', 'google-chrome']] },
];

/** @param {string} program */
function isOnPath(program) {
  try {
    execFileSync(process.platform === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function installChromium() {
  const installer = INSTALLERS.find(({ manager }) => isOnPath(manager));
  if (!installer) return;
  const asRoot = !installer.needsRoot || process.getuid?.() === 0;
  if (!asRoot && !isOnPath('sudo')) return;
  /** @param {readonly string[]} args */
  const manage = (args) => {
    const command = asRoot ? [installer.manager, ...args] : ['sudo', installer.manager, ...args];
    console.log(`> ${command.join(' ')}`);
    return run(/** @type {string} */ (command[0]), command.slice(1), { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  };
  if (installer.before) await manage(installer.before);
  for (const args of installer.tries) if ((await manage(args)) === 0 && (await findChromium())) return;
}

/** @returns {Promise<string>} the path of a browser; ends the process with a sentence where there is none and none can be installed */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log('The browser tests need Chrome or Chromium; installing Chromium …');
  await installChromium();
  return (
    (await findChromium()) ??
    fail(
      'No Chrome or Chromium was found, and none could be installed. Install one, or set CHROME_PATH to its program, and run this again.\n' +
        'Everything but the browser tests runs without: npm run typecheck, npm run lint, npm run test:unit.',
    )
  );
}
