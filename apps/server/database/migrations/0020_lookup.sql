-- module: voter-lookup
-- shares: voter_facts
-- The look-up asks the law of everybody in the register, as the freeze does: a court may have taken the right to vote.
comment on table voter_facts is
  'What bears on the right to vote: read by the register, its freeze and the look-up.';
