import { describe, expect, it } from 'vitest';
import { runtimeFailure } from './runtime-message.ts';

describe('runtimeFailure', () => {
  // As onnxruntime-web says it.
  it.each([
    [
      "Can't create a session. ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for Det(11) node with name 'a'",
      'Det',
    ],
    [
      "Can't create a session. Fatal error: org.example:Frobnicate(-1) is not a registered function/op",
      'org.example.Frobnicate',
    ],
    ['No Op registered for Swish with domain_version of 17', 'Swish'],
  ])('names the operator in %j', (message, name) => {
    expect(runtimeFailure(message)).toEqual({ code: 'unsupported-operator', names: [name] });
  });

  it('hands on what it does not understand', () => {
    expect(runtimeFailure('std::bad_alloc')).toEqual({ code: 'cannot-run', detail: 'std::bad_alloc' });
  });
});
