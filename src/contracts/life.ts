/** Posted once by a worker when it holds its life lock; not a comlink message. */
export const lifeSign = 'telltale:alive';
