/** A thread that helps the trainer multiply. */
import { help, type Hiring } from '../src/engine/wasm-threads';

addEventListener('message', ({ data }) => help(data as Hiring), { once: true });
