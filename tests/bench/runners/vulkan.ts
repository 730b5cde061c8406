/** Where a WebGPU in Node finds Vulkan on a machine that has none of its own: Chromium brings a software driver and a loader along. */
import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from '../../../scripts/lib/chromium.mjs';
import { SOFTWARE_DRIVER } from '../protocol';

const CHROMIUM_FOLDERS = ['/usr/lib/chromium', '/usr/lib64/chromium-browser', '/opt/google/chrome'];
const LIBRARY_FOLDERS = ['/lib', '/usr/lib', '/lib64', '/usr/lib64', '/usr/local/lib', '/lib/x86_64-linux-gnu', '/lib/aarch64-linux-gnu'];

/** @returns variables for a process that is to run WebGPU */
export async function vulkanEnvironment(): Promise<Record<string, string>> {
  const chromium = await findChromium();
  const folders = [...(chromium === undefined ? [] : [path.dirname(realpathSync(chromium))]), ...CHROMIUM_FOLDERS];
  const folder = folders.find((one) => existsSync(path.join(one, 'vk_swiftshader_icd.json')));
  if (folder === undefined) return {};
  const environment = { [SOFTWARE_DRIVER]: path.join(folder, 'vk_swiftshader_icd.json') };
  const hasLoader = LIBRARY_FOLDERS.some((one) => existsSync(path.join(one, 'libvulkan.so.1')));
  return hasLoader ? environment : { ...environment, LD_LIBRARY_PATH: [process.env['LD_LIBRARY_PATH'], folder].filter(Boolean).join(':') };
}
