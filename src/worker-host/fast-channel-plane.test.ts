import { expect, it } from 'vitest';
import { channelPlane } from '../core/spectrum/channel-plane.ts';
import { fastChannelPlane } from './fast-channel-plane.ts';

/** Every step of 5 of each colour, and both ends: 53 of each. */
const levels = [...Array(52).keys()].map((n) => 5 * n).concat(255);
const colours = Uint8Array.from(
  levels.flatMap((red) => levels.flatMap((green) => levels.flatMap((blue) => [red, green, blue]))),
);

it.each(['grey', 'luma', 'red', 'green', 'blue', 'cb', 'cr'] as const)(
  'the plane of %s has the bytes of the plain loops',
  (channel) => {
    for (const pixels of [1, 15, 16, 17, 65_536, colours.length / 3]) {
      const rgb = colours.subarray(0, 3 * pixels);
      const fast = new Uint8Array(pixels);
      const plain = new Uint8Array(pixels);
      fastChannelPlane(rgb, channel, fast);
      channelPlane(rgb, channel, plain);
      expect(Buffer.from(fast).equals(Buffer.from(plain))).toBe(true);
    }
  },
);
