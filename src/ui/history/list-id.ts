/** The list of runs, which takes the focus when what had it is gone. */
export const LIST_ID = 'runs-list';
