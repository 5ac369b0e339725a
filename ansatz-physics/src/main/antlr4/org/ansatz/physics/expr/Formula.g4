// Expressions, equations and loci of the problem file.
grammar Formula;

formula : disjunction EOF ;

disjunction : conjunction ('or' conjunction)* ;
conjunction : negation ('and' negation)* ;
negation : 'not' negation | comparison ;
comparison : sum (relation sum)* ;
relation : '<' | '<=' | '>' | '>=' | '=' ;
sum : product (addition product)* ;
addition : '+' | '-' ;
product : signed (multiplication signed)* ;
multiplication : '*' | '/' ;
signed : ('-' | '+') signed | power ;
power : atom ('^' signed)? ;
atom
    : NUMBER                                                    # number
    | NAME '(' disjunction (',' disjunction)* ')'               # call
    | NAME '{' NAME (',' NAME)* '}'                             # bracedDerivative
    | NAME                                                      # name
    | '(' disjunction ')'                                       # group
    ;

NUMBER : (DIGIT+ ('.' DIGIT*)? | '.' DIGIT+) ([eE] [+-]? DIGIT+)? ;
NAME : [\p{L}_] [\p{L}\p{Nd}_]* ;
SPACE : [ \t\r\n]+ -> skip ;
UNKNOWN : . ;
fragment DIGIT : [0-9] ;
