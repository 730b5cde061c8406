/** The output layer starts this much smaller than the others, so that the first predictions are near uniform and the first loss near ln K. */
export const OUTPUT_GAIN = 0.02;
