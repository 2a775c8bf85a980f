/* global window */
import { readFileSync } from 'node:fs';

/** Pictures beyond the last look at the memory, so that the job is still at work then. */
const sparePictures = 40;
/** After so many pictures the memory is looked at; the last is what `--memory` says. */
const looks = [1000, 5000, 10_000];

/**
 * One job with the small detector, which is through soonest, held at each look. Every picture is another file, decoded
 * and judged. The browser counts what scripts hold, and the system what the processes of pages have, WASM included.
 */
export async function memory(page, { backend, memory: most }, report) {
  const detector = await page.evaluate((which) => window.benchmarkBench.detector(which), 'small');
  const at = [...looks.filter((images) => images < most), most];
  console.error(`memory after ${at.join(', ')} pictures, detector ${detector}`);
  await page.evaluate((request) => window.benchmarkBench.begin(request), {
    detector,
    backend,
    images: most + sparePictures,
    conditions: ['untouched'],
  });
  const taken = [];
  for (const images of at) {
    const computed = await page.evaluate((each) => window.benchmarkBench.heldAfter(each), images);
    if (computed < images) throw new Error(`only ${computed} of ${images} were computed`);
    const bytes = await page.evaluate(() => window.benchmarkBench.memory());
    const resident = await residentBytes(page);
    if (bytes !== null) report({ name: `memory_after_${images}`, value: bytes / 1e6, unit: 'MB' });
    if (resident !== null) report({ name: `process_after_${images}`, value: resident / 1e6, unit: 'MB' });
    taken.push({ bytes, resident });
  }
  await page.evaluate(() => window.benchmarkBench.end());
  const first = taken[0];
  const last = taken.at(-1);
  if (!first?.bytes || !last?.bytes) console.error('memory skipped: this browser does not tell');
  else report({ name: 'memory_growth', value: last.bytes / first.bytes, unit: '1', goal: '<= 1.1' });
  if (first?.resident && last?.resident)
    report({ name: 'process_growth', value: last.resident / first.resident, unit: '1', goal: '<= 1.1' });
}

/** Resident memory of the browser's renderer processes, workers included; null where the system does not tell. */
async function residentBytes(page) {
  const session = await page.context().browser().newBrowserCDPSession();
  try {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return renderers.map(({ id }) => residentOf(id)).reduce((sum, bytes) => sum + bytes, 0);
  } catch (error) {
    console.error('processes skipped:', error instanceof Error ? error.message : error);
    return null;
  } finally {
    await session.detach();
  }
}

/** @throws where there is no such process, or no /proc */
function residentOf(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  if (kilobytes === undefined) throw new Error(`process ${pid} does not tell its memory`);
  return Number(kilobytes) * 1024;
}
