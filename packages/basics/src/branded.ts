declare const brand: unique symbol;

/** A value that was checked to be more than its bare type: `Branded<string, 'PersonId'>`. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };
