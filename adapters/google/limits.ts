/** https://cloud.google.com/workflows/quotas: bytes of a source. */
export const longestSource = 131_072;
