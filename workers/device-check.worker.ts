/** The slow and simple device that the trainer's is compared with, in a thread of its own. */
import { expose } from 'comlink';
import { catalogue } from '../src/catalogue';
import { cpuPlatform } from '../src/engine/device-check/cpu-platform';
import { LocalReference } from '../src/engine/device-check/reference';

expose(new LocalReference(cpuPlatform, catalogue));
