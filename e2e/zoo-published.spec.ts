import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { openHarness } from './support.ts';
import { templates } from './zoo-files.ts';

/*
 * Public checkpoints, from the files of their authors to the logits of their authors' code on 48 crops. Neither files
 * nor crops are in this repository: TELLTALE_SHARED names a folder with `weights/` (the checkpoints and
 * reference-logits.csv) and `data/forensic-crops`.
 */

const shared = process.env['TELLTALE_SHARED'] ?? '';
const table = join(shared, 'weights/reference-logits.csv');

/** The file of each crop and the logit in a column. */
function references(column: string): { readonly file: string; readonly logit: number }[] {
  const [head = '', ...rows] = readFileSync(table, 'utf8').trim().split(/\r?\n/u);
  const names = head.split(',');
  return rows.map((row) => {
    const cells = row.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return { file: join(shared, 'data/forensic-crops', cell('file')), logit: Number(cell(column)) };
  });
}

function fixture(path: string) {
  return { name: basename(path), base64: readFileSync(path).toString('base64') };
}

for (const [templateId, checkpoint, column] of [
  ['tiny-ladeda', 'ForenSynth_Tiny_LaDeDa.pth', 'tiny_ladeda_forensynth_logit'],
  ['ferretnet-s', 'ferretnet-s-median-3.pth', 'ferretnet_s_logit'],
] as const) {
  test(`the published ${checkpoint} gives the logits of its authors in the page, on WASM`, async ({
    page,
  }) => {
    const path = join(shared, 'weights', checkpoint);
    test.skip(
      shared === '' || !existsSync(path),
      `needs the published file: TELLTALE_SHARED/weights/${checkpoint}`,
    );
    const expected = references(column);
    expect(expected).toHaveLength(48);
    await openHarness(page);
    const found = await page.evaluate(
      async ({ checkpoint, crops, templates }) => {
        const { ZooClient, templateFolderUrl } = window.harness;
        const client = new ZooClient();
        const file = window.fixtureFile(checkpoint);
        const opened = await client.open('open' as never, [file], templates, null, () => undefined);
        if (!opened.ok || !opened.value.fit.fits) throw new Error(JSON.stringify(opened));
        const { record, unkept } = opened.value.fit;
        const template = templates.find(({ id }) => id === record.templateId);
        if (!template) throw new Error(record.templateId);
        const folderUrl = templateFolderUrl(template.id);
        const detector = { kind: 'checkpoint', record, template, folderUrl, unkept } as const;
        const logits: number[] = [];
        for (const crop of crops) {
          const options = { choice: 'wasm', threads: 0 } as const;
          const picture = window.fixtureFile(crop);
          const judged = await client.judge(crop.name as never, picture, detector, options, () => undefined);
          if (!judged.ok) throw new Error(`${crop.name}: ${JSON.stringify(judged.failure)}`);
          logits.push(judged.value.outputs[0]?.values[0] ?? NaN);
        }
        await client.remove(record.id);
        client.recycle();
        return { templateId: record.templateId, logits };
      },
      {
        checkpoint: fixture(path),
        crops: expected.map(({ file }) => fixture(file)),
        templates: templates(),
      },
    );
    expect(found.templateId).toBe(templateId);
    const differences = expected.map(({ logit }, i) => Math.abs(logit - (found.logits[i] ?? NaN)));
    console.log(`${checkpoint}: ${Math.max(...differences).toExponential(2)} on ${expected.length}`);
    expect(Math.max(...differences)).toBeLessThanOrEqual(1e-3);
  });
}
