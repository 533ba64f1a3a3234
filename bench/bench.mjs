/** The command itself. Next: main.mjs */
import { endWithUs, main } from './main.mjs';

endWithUs();
process.exitCode = await main(process.argv.slice(2));
