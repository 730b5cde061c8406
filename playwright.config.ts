import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/chromium.mjs';

const executablePath = await findChromium();

const QUIET = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** WebGPU on SwiftShader, the software adapter that comes with Chromium. */
const SOFTWARE_WEBGPU = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];

const launchedWith = (args: readonly string[]) => ({
  launchOptions: { args: [...QUIET, ...args], ...(executablePath === undefined ? {} : { executablePath }) },
});

/** The server is a fixture (tests/e2e/support/fixtures.ts): each worker process has its own, on a free port. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  retries: 1, // a test that needed its second try is reported as flaky, which is a bug to mend, but not one that hides the other results
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: { trace: 'on-first-retry', viewport: { width: 1440, height: 900 } },
  projects: [
    { name: 'wasm', grepInvert: /@webgpu|@alone/, use: launchedWith([]) },
    { name: 'webgpu', grep: /@webgpu/, use: launchedWith(SOFTWARE_WEBGPU) },
    // What is measured by the clock has the machine for itself.
    { name: 'alone', grep: /@alone/, workers: 1, dependencies: ['wasm', 'webgpu'], use: launchedWith([]) },
  ],
});
