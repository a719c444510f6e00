/** Puts compressed files beside others: node compress.mjs JOB */

import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { readJob } from "./python.mjs";

/** @type {{ files: [string, string][], quality: number }} each file and its result */
const job = readJob();
for (const [source, target] of job.files) {
  const data = readFileSync(source);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: job.quality,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_SIZE_HINT]: data.length,
  };
  writeFileSync(`${target}.br`, brotliCompressSync(data, { params }));
  writeFileSync(`${target}.gz`, gzipSync(data, { level: 9 }));
}
