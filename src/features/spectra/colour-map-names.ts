/** Apart from the maps themselves, because the address is read before the page that draws is loaded. */
export const colourMapNames = ['viridis', 'magma', 'inferno', 'cividis', 'grey'] as const;
export type ColourMapName = (typeof colourMapNames)[number];
