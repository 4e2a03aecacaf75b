/** An answer that may not be known before the apply, which is then undefined. */
export type Answer = boolean | undefined;

/** Whether all hold. One that does not is enough to know. */
export function allOf(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Whether one of them holds. One that does is enough to know. */
export function anyOf(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** The contrary; what is not known stays so. */
export function not(answer: Answer): Answer {
  return answer === undefined ? undefined : !answer;
}
