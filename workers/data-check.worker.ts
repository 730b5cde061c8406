/** The checks of data in a thread of their own, so that neither the page nor the training waits for them. */
import { expose } from 'comlink';
import { catalogue } from '../src/catalogue';
import { LocalDataChecker } from '../src/engine/data-checks';

expose(new LocalDataChecker(catalogue));
