import { describe, expect, it } from 'vitest';
import { WorkPace } from './work-pace.ts';

function paceAt(): { readonly pace: WorkPace; readonly wait: (ms: number) => void } {
  let now = 1000;
  return {
    pace: new WorkPace(() => now),
    wait: (ms) => {
      now += ms;
    },
  };
}

describe('pace', () => {
  it('knows nothing before something is done', () => {
    expect(paceAt().pace.msLeft(10)).toBeNull();
  });

  it('goes by how long each took', () => {
    const { pace, wait } = paceAt();
    for (let done = 1; done <= 4; done++) {
      wait(500);
      pace.note(done);
    }
    expect(pace.msLeft(10)).toBe(3000);
  });

  it('does not count the time in which work was held', () => {
    const { pace, wait } = paceAt();
    wait(500);
    pace.note(1);
    pace.hold();
    wait(60_000);
    pace.goOn();
    wait(500);
    pace.note(2);
    expect(pace.msLeft(4)).toBe(1000);
  });

  it('forgets a quick start', () => {
    const { pace, wait } = paceAt();
    wait(1);
    pace.note(1000);
    for (let n = 1; n <= 60; n++) {
      wait(1000);
      pace.note(1000 + n);
    }
    expect(pace.msLeft(1070)).toBe(10_000);
  });
});
