import { describe, expect, it } from 'vitest';
import { parseQuery, readRuntimeSearch, readViewSearch, writeQuery } from './search.ts';

describe('the address of the classify view', () => {
  it('reads what it knows', () => {
    const raw = parseQuery(
      '?image=samples/cat.jpg&detector=lite-1&backend=wasm&threads=4&sort=probability&desc=1&show=ai&q=123',
    );
    expect(readRuntimeSearch(raw)).toEqual({ detector: 'lite-1', backend: 'wasm', threads: 4 });
    expect(readViewSearch(raw)).toEqual({
      image: 'samples/cat.jpg',
      sort: 'probability',
      desc: true,
      show: 'ai',
      q: '123',
    });
  });

  it.each([
    'backend=cuda&threads=99&detector=../../etc&sort=size&show=everything&desc=maybe&q=',
    'threads=-1',
    'threads=1.5',
    'threads=abc',
    'backend=auto&threads=0&sort=added&show=all&desc=false',
  ])('falls back to the defaults for %s', (query) => {
    const raw = parseQuery(query);
    expect(readRuntimeSearch(raw)).toEqual({});
    expect(readViewSearch(raw)).toEqual({});
  });

  it('keeps the good values beside a bad one', () => {
    expect(readRuntimeSearch({ backend: 'wasm', threads: 'many' })).toEqual({ backend: 'wasm' });
    expect(readViewSearch({ sort: 'name', show: 7 })).toEqual({ sort: 'name' });
  });

  it('writes an address that reads back', () => {
    const search = { sort: 'name', desc: true, q: 'a b&c', image: undefined };
    expect(writeQuery(search)).toBe('?sort=name&desc=true&q=a+b%26c');
    expect(readViewSearch(parseQuery(writeQuery(search)))).toEqual({ sort: 'name', desc: true, q: 'a b&c' });
    expect(writeQuery({})).toBe('');
  });
});
