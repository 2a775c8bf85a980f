import type { ReactElement } from 'react';
import type { Answer } from '../../core/onnx/answer.ts';
import { Select } from '../../ui/Select.tsx';
import { Labelled } from './Labelled.tsx';
import styles from './ModelForm.module.css';

interface AnswerFormProps {
  readonly answer: Answer;
  /** Whether names of classes said which of them is AI. */
  readonly sure: boolean;
  readonly onChange: (answer: Answer) => void;
}

/** Which number or class means AI. Guessed from the names, and for the person to say. */
export function AnswerForm({ answer, sure, onChange }: AnswerFormProps): ReactElement {
  return (
    <>
      {answer.kind === 'one' ? (
        <Labelled words="A large number means">
          <Select
            framed
            label="A large number means"
            testId="speaks-for"
            value={answer.speaksFor}
            options={[
              { key: 'ai', name: 'AI-generated', note: 'as most detectors have it' },
              { key: 'real', name: 'A real photograph', note: 'turned round' },
            ]}
            onChange={(key) => {
              onChange({ ...answer, speaksFor: key === 'real' ? 'real' : 'ai' });
            }}
          />
        </Labelled>
      ) : (
        <Classes answer={answer} onChange={onChange} />
      )}
      <Labelled words="Numbers are">
        <Select
          framed
          label="Numbers are"
          testId="scale"
          value={answer.scale}
          options={[
            {
              key: 'logits',
              name: 'logits',
              note: answer.kind === 'one' ? 'sigmoid is applied' : 'softmax is applied',
            },
            { key: 'shares', name: 'shares of 0 to 1', note: 'taken as they are' },
          ]}
          onChange={(key) => {
            onChange({ ...answer, scale: key === 'shares' ? 'shares' : 'logits' });
          }}
        />
      </Labelled>
      <p className="small quiet">
        {sure
          ? 'Taken from the names of the classes. Correct it if it is wrong.'
          : 'No file says this. Check it with pictures that you know.'}
      </p>
    </>
  );
}

interface ClassesProps {
  readonly answer: Extract<Answer, { kind: 'classes' }>;
  readonly onChange: (answer: Answer) => void;
}

function Classes({ answer, onChange }: ClassesProps): ReactElement {
  const { classes, aiClasses } = answer;
  const wrong = aiClasses.length === 0 || aiClasses.length === classes.length;
  return (
    <fieldset className={styles['classes']}>
      <legend className="small">Classes that mean AI</legend>
      <div className={styles['options']}>
        {classes.map((name, index) => (
          <label key={index} className={styles['option']}>
            <input
              type="checkbox"
              checked={aiClasses.includes(index)}
              onChange={(event) => {
                const rest = aiClasses.filter((each) => each !== index);
                const chosen = event.currentTarget.checked ? [...rest, index].sort((a, b) => a - b) : rest;
                onChange({ ...answer, aiClasses: chosen });
              }}
            />
            {name}
          </label>
        ))}
      </div>
      {wrong ? (
        <p className="small" role="alert">
          Choose at least one class, and not all of them.
        </p>
      ) : null}
    </fieldset>
  );
}
