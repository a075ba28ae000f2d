/** Pictures that run together. More cost memory and make a click beside a folder run wait longer, and gain nothing. */
export const BATCH = 8;
