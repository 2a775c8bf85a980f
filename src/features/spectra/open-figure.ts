import * as v from 'valibot';
import { recipeSchema } from '../../core/spectrum/recipe.ts';
import { failed, success, type Result } from '../../core/result.ts';
import { readSpectraSearch, searchOfRecipe, type SpectraSearch } from './search.ts';

const figureSchema = v.object({
  schema: v.literal('telltale-spectra-1'),
  recipe: recipeSchema,
  degradation: v.nullable(
    v.object({ scale: v.number(), blurPx: v.number(), jpegQuality: v.nullable(v.number()) }),
  ),
  view: v.record(v.string(), v.unknown()),
});

/** What `figureJson` wrote, as changes of the address. Fields of the view that are not understood are left out. */
export async function openFigure(file: File): Promise<Result<SpectraSearch, string>> {
  const text = await file.text().catch(() => '');
  const parsed = v.safeParse(figureSchema, jsonOf(text));
  if (!parsed.success) {
    return failed(`${file.name} is no recipe of spectra: ${parsed.issues[0].message}.`);
  }
  const { recipe, degradation, view } = parsed.output;
  return success({
    ...searchOfRecipe(recipe),
    ...readSpectraSearch({
      ...{ draw: view['show'], linear: view['linear'], separate: view['separate'], map: view['map'] },
      ...{ low: view['lowPercentile'], high: view['highPercentile'], ref: view['reference'] },
      ...{ after: view['after'], zoom: view['zoom'], fx: view['across'], fy: view['down'] },
      ...(degradation && {
        ...(degradation.jpegQuality === null ? {} : { jpeg: degradation.jpegQuality }),
        ...(degradation.scale === 1 ? {} : { scale: degradation.scale }),
        ...(degradation.blurPx === 0 ? {} : { blur: degradation.blurPx }),
      }),
    }),
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
