import { useState, type ReactElement } from 'react';
import type { ModelReport } from '../../contracts/onnx.ts';
import type { Answer } from '../../core/onnx/answer.ts';
import { guessAnswer } from '../../core/onnx/guess-answer.ts';
import type { TemplatePreprocessing } from '../../core/zoo/template.ts';
import { zoo } from '../../services/zoo.ts';
import { Button } from '../../ui/Button.tsx';
import { bytes, plural } from '../../ui/format.ts';
import { Select } from '../../ui/Select.tsx';
import { AnswerForm } from './AnswerForm.tsx';
import { PreprocessingForm } from './PreprocessingForm.tsx';
import { preprocessingSentence } from './preprocessing-words.ts';
import styles from './ModelForm.module.css';

/** What a model is, how pictures reach it and what it answers: read from its files where they say so, else stated here. */
export function ModelForm({ report }: { readonly report: ModelReport }): ReactElement {
  const { name, input, bytes: size, parameters, producer } = report;
  const [plan, setPlan] = useState<TemplatePreprocessing | null>(report.preprocessing);
  const [changed, setChanged] = useState(report.preprocessingFrom === null);
  const [answer, setAnswer] = useState(report.answer);
  const usable = plan !== null && isComplete(answer);
  const keep = (): void => {
    if (!plan) return;
    void zoo.models.keep({
      input: { name: input.name, type: input.type, layout: input.layout },
      preprocessing: plan,
      preprocessingFrom: changed ? null : report.preprocessingFrom,
      answer,
    });
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        if (usable) keep();
      }}
    >
      <h3>{name}</h3>
      <p className="small quiet numbers">
        {plural(parameters, 'parameter')}, {bytes(size)}
        {producer === '' ? '' : `, written by ${producer}`}. It runs, and its answer to a test picture is
        finite.
      </p>
      <Graphs report={report} />
      <fieldset className={styles['part']}>
        <legend>How pictures reach it</legend>
        {changed ? (
          <>
            {report.preprocessingFrom === null ? (
              <p className="small">
                No preprocessor_config.json came along, so this is what most networks do. State what yours was
                trained with: with other preprocessing its scores mean nothing.
              </p>
            ) : null}
            <PreprocessingForm fixedPx={input.sidePx} initial={report.preprocessing} onChange={setPlan} />
          </>
        ) : (
          <Stated
            report={report}
            onChange={() => {
              setChanged(true);
            }}
          />
        )}
      </fieldset>
      <fieldset className={styles['part']}>
        <legend>What it answers</legend>
        <Outputs report={report} answer={answer} onChange={setAnswer} />
        <AnswerForm
          key={answer.output}
          answer={answer}
          sure={report.answerIsSure && answer.output === report.answer.output}
          onChange={setAnswer}
        />
      </fieldset>
      <div className={styles['actions']}>
        <Button look="primary" type="submit" isDisabled={!usable}>
          Use this model
        </Button>
        <Button
          onPress={() => {
            zoo.models.dismiss();
          }}
        >
          Cancel
        </Button>
      </div>
    </form>
  );
}

function isComplete(answer: Answer): boolean {
  if (answer.kind === 'one') return true;
  const { length } = answer.aiClasses;
  return length > 0 && length < answer.classes.length;
}

function Stated({
  report,
  onChange,
}: {
  readonly report: ModelReport;
  readonly onChange: () => void;
}): ReactElement {
  return (
    <>
      <p className="small" data-testid="stated-preprocessing">
        {preprocessingSentence(report.preprocessing)}{' '}
        <span className="quiet">Read from {report.preprocessingFrom}.</span>
      </p>
      {report.notes.length > 0 ? (
        <ul className={styles['notes']}>
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      <div>
        <Button onPress={onChange}>State it yourself</Button>
      </div>
    </>
  );
}

/** Where several graphs came, another one can be taken. */
function Graphs({
  report: { graphs, graphPath, name },
}: {
  readonly report: ModelReport;
}): ReactElement | null {
  // Those of a repository were chosen before the download.
  if (graphs.length < 2) return null;
  return (
    <Select
      framed
      label={`Which ONNX file of ${name}`}
      testId="graph"
      value={graphPath}
      options={graphs.map(({ path, precision }) => ({ key: path, name: path, note: precision }))}
      onChange={(path) => void zoo.models.openGraph(path)}
    />
  );
}

interface OutputsProps {
  readonly report: ModelReport;
  readonly answer: Answer;
  readonly onChange: (answer: Answer) => void;
}

function Outputs({ report: { outputs, labels }, answer, onChange }: OutputsProps): ReactElement | null {
  if (outputs.length < 2) return null;
  return (
    <Select
      framed
      label="Which output"
      testId="output"
      value={answer.output}
      options={outputs.map(({ name, values }) => ({
        key: name,
        name,
        note: plural(values.length, 'number'),
      }))}
      onChange={(name) => {
        const output = outputs.find((each) => each.name === name);
        if (output) onChange(guessAnswer(output, labels).answer);
      }}
    />
  );
}
