using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Parsing;

/// <summary>Calls that stand for other expressions: presence, quantifiers, folds over lists and maps, optional values.</summary>
internal static class Macros
{
    private const string Accumulator = "@result";
    private const string Unused = "#unused";
    private const string SortInput = "@__sortBy_input__";

    /// <summary>The call, or what it stands for if it is a macro.</summary>
    public static Expression Expand(int offset, string name, Expression? target, List<Expression> arguments, List<CelError> errors)
    {
        var call = new CallExpression(offset, name, target, arguments);
        if (target is null)
        {
            return name == "has" && arguments.Count == 1 ? Has(offset, arguments[0], errors) : call;
        }

        return (name, arguments.Count) switch
        {
            ("all", 2) or ("exists", 2) or ("exists_one", 2) or ("existsOne", 2) => Quantifier(offset, name, target, arguments, errors),
            ("all", 3) or ("exists", 3) or ("exists_one", 3) or ("existsOne", 3) => Quantifier(offset, name, target, arguments, errors),
            ("map", 2) or ("map", 3) or ("filter", 2) => Collecting(offset, name, target, arguments, errors),
            ("transformList", 3 or 4) => TransformList(offset, target, arguments, errors),
            ("transformMap", 3 or 4) or ("transformMapEntry", 3 or 4) => TransformMap(offset, name, target, arguments, errors),
            ("sortBy", 2) => SortBy(offset, target, arguments, errors),
            ("optMap", 2) => Optional(offset, target, arguments, isFlat: false, errors),
            ("optFlatMap", 2) => Optional(offset, target, arguments, isFlat: true, errors),
            _ => call,
        };
    }

    private static Expression Has(int offset, Expression argument, List<CelError> errors)
    {
        if (argument is SelectExpression { IsTest: false } select)
        {
            return new SelectExpression(offset, select.Operand, select.Field, isTest: true);
        }

        errors.Add(new CelError(argument.Offset, "invalid argument to has() macro"));
        return new LiteralExpression(offset, BoolValue.False);
    }

    private static Expression Quantifier(int offset, string name, Expression target, List<Expression> arguments, List<CelError> errors)
    {
        if (!Variables(arguments, arguments.Count - 1, "argument must be a simple name", errors, out var variable, out var second))
        {
            return new LiteralExpression(offset, BoolValue.False);
        }

        var predicate = arguments[^1];
        Expression Result() => new IdentifierExpression(offset, Accumulator);
        return name switch
        {
            "all" => Fold(offset, target, variable, second, Literal(offset, BoolValue.True), Call(offset, Operators.NotStrictlyFalse, Result()), Call(offset, Operators.And, Result(), predicate), Result()),
            "exists" => Fold(offset, target, variable, second, Literal(offset, BoolValue.False), Call(offset, Operators.NotStrictlyFalse, Call(offset, Operators.Not, Result())), Call(offset, Operators.Or, Result(), predicate), Result()),
            _ => Fold(
                offset,
                target,
                variable,
                second,
                Literal(offset, IntValue.Of(0)),
                Literal(offset, BoolValue.True),
                Call(offset, Operators.Conditional, predicate, Call(offset, Operators.Add, Result(), Literal(offset, IntValue.Of(1))), Result()),
                Call(offset, Operators.Equal, Result(), Literal(offset, IntValue.Of(1)))),
        };
    }

    private static Expression Collecting(int offset, string name, Expression target, List<Expression> arguments, List<CelError> errors)
    {
        if (!Variables(arguments, 1, "argument is not an identifier", errors, out var variable, out _))
        {
            return EmptyList(offset);
        }

        var condition = name == "filter" || arguments.Count == 3 ? arguments[1] : null;
        var element = name == "filter" ? arguments[0] : arguments[^1];
        return Append(offset, target, variable, null, condition, element);
    }

    // The list is bound to a name first: it is gone through for its keys, and sorted by them.
    private static Expression SortBy(int offset, Expression target, List<Expression> arguments, List<CelError> errors)
    {
        if (!Variables(arguments, 1, "argument is not an identifier", errors, out var variable, out _))
        {
            return EmptyList(offset);
        }

        Expression Input() => new IdentifierExpression(offset, SortInput);
        return new ComprehensionExpression(
            offset,
            EmptyList(offset),
            target,
            Literal(offset, BoolValue.False),
            Input(),
            new CallExpression(offset, "@sortByAssociatedKeys", Input(), [Append(offset, Input(), variable, null, null, arguments[1])]))
        {
            Variable = Unused,
            Accumulator = SortInput,
        };
    }

    private static Expression TransformList(int offset, Expression target, List<Expression> arguments, List<CelError> errors) =>
        Variables(arguments, 2, "argument must be a simple name", errors, out var variable, out var second)
            ? Append(offset, target, variable, second, arguments.Count == 4 ? arguments[2] : null, arguments[^1])
            : EmptyList(offset);

    private static ComprehensionExpression Append(int offset, Expression target, string variable, string? second, Expression? condition, Expression element)
    {
        Expression Result() => new IdentifierExpression(offset, Accumulator);
        Expression step = Call(offset, Operators.Add, Result(), new ListExpression(offset, [element], new HashSet<int>()));
        if (condition is not null)
        {
            step = Call(offset, Operators.Conditional, condition, step, Result());
        }

        return Fold(offset, target, variable, second, EmptyList(offset), Literal(offset, BoolValue.True), step, Result());
    }

    private static Expression TransformMap(int offset, string name, Expression target, List<Expression> arguments, List<CelError> errors)
    {
        var empty = new MapExpression(offset, []);
        if (!Variables(arguments, 2, "argument must be a simple name", errors, out var variable, out var second))
        {
            return empty;
        }

        Expression Result() => new IdentifierExpression(offset, Accumulator);
        Expression step = name == "transformMap"
            ? Call(offset, Operators.MapInsert, Result(), new IdentifierExpression(offset, variable), arguments[^1])
            : Call(offset, Operators.MapInsert, Result(), arguments[^1]);
        if (arguments.Count == 4)
        {
            step = Call(offset, Operators.Conditional, arguments[2], step, Result());
        }

        return Fold(offset, target, variable, second, empty, Literal(offset, BoolValue.True), step, Result());
    }

    private static Expression Optional(int offset, Expression target, List<Expression> arguments, bool isFlat, List<CelError> errors)
    {
        if (!Variables(arguments, 1, $"{(isFlat ? "optFlatMap" : "optMap")}() variable name must be a simple identifier", errors, out var variable, out _))
        {
            return Literal(offset, NullValue.Instance);
        }

        var bound = new ComprehensionExpression(
            offset,
            EmptyList(offset),
            new CallExpression(offset, "value", target, []),
            Literal(offset, BoolValue.False),
            new IdentifierExpression(offset, variable),
            arguments[1])
        {
            Variable = Unused,
            Accumulator = variable,
        };
        return Call(
            offset,
            Operators.Conditional,
            new CallExpression(offset, "hasValue", target, []),
            isFlat ? bound : Call(offset, "optional.of", bound),
            Call(offset, "optional.none"));
    }

    private static bool Variables(List<Expression> arguments, int count, string complaint, List<CelError> errors, out string first, out string? second)
    {
        first = "";
        second = null;
        for (var i = 0; i < count; i++)
        {
            if (arguments[i] is not IdentifierExpression { Name: var name } || name.StartsWith('.'))
            {
                errors.Add(new CelError(arguments[i].Offset, complaint));
                return false;
            }

            if (name is "__result__" or Accumulator)
            {
                errors.Add(new CelError(arguments[i].Offset, "iteration variable overwrites accumulator variable"));
                return false;
            }

            if (i == 0)
            {
                first = name;
            }
            else if (name == first)
            {
                errors.Add(new CelError(arguments[i].Offset, $"duplicate variable name: {name}"));
                return false;
            }
            else
            {
                second = name;
            }
        }

        return true;
    }

    private static ComprehensionExpression Fold(int offset, Expression range, string variable, string? second, Expression initial, Expression condition, Expression step, Expression result) => new(offset, range, initial, condition, step, result)
    {
        Variable = variable,
        SecondVariable = second,
        Accumulator = Accumulator,
    };

    private static CallExpression Call(int offset, string function, params Expression[] arguments) => new(offset, function, null, arguments);

    private static LiteralExpression Literal(int offset, CelValue value) => new(offset, value);

    private static ListExpression EmptyList(int offset) => new(offset, [], new HashSet<int>());
}
