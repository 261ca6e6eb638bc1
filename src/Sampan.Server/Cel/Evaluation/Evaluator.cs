using Sampan.Server.Cel.Costs;
using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Evaluation;

/// <summary>Evaluates a checked expression once, counting what it costs (cel-go's interpreter/runtimecost.go).</summary>
internal sealed class Evaluator
{
    private static readonly ErrorValue NoOverload = new("no such overload");

    private readonly ICelVariables _variables;
    private readonly long _limit;
    private readonly List<(string Name, CelValue Value)> _locals = [];
    private long _cost;

    private Evaluator(ICelVariables variables, long limit)
    {
        _variables = variables;
        _limit = limit;
    }

    /// <summary>Evaluates; what goes past the limit ends with <see cref="CelResult.CostExceeded"/>.</summary>
    public static CelResult Run(Expression expression, ICelVariables variables, long limit)
    {
        var evaluator = new Evaluator(variables, limit);
        try
        {
            return new CelResult(evaluator.Evaluate(expression), evaluator._cost);
        }
        catch (CostLimitException)
        {
            return new CelResult(new ErrorValue(CelResult.CostExceeded), evaluator._cost);
        }
    }

    private void Charge(long cost)
    {
        _cost = _cost > long.MaxValue - cost ? long.MaxValue : _cost + cost;
        if (_cost > _limit)
        {
            throw new CostLimitException();
        }
    }

    private CelValue Evaluate(Expression node) => node.Constant ?? node switch
    {
        LiteralExpression literal => literal.Value,
        IdentifierExpression identifier => Identifier(identifier),
        SelectExpression select => Select(select),
        CallExpression call => Call(call),
        ListExpression list => List(list),
        MapExpression map => Map(map),
        ObjectExpression @object => Object(@object),
        _ => Fold((ComprehensionExpression)node),
    };

    private CelValue Identifier(IdentifierExpression identifier)
    {
        if (identifier.NamedType is { } named)
        {
            return new TypeValue(named);
        }

        Charge(1);
        for (var i = _locals.Count - 1; i >= 0; i--)
        {
            if (_locals[i].Name == identifier.Name)
            {
                return _locals[i].Value;
            }
        }

        return _variables.Find(identifier.Name) ?? new ErrorValue($"no such attribute(s): {identifier.Name}");
    }

    private CelValue Select(SelectExpression select)
    {
        if (select.Resolved is not null)
        {
            return Identifier(select.Resolved);
        }

        var operand = Evaluate(select.Operand);
        if (!select.IsTest)
        {
            Charge(1);
        }

        var key = select.Key;
        return operand switch
        {
            ErrorValue => operand,
            OptionalValue optional => select.IsTest ? BoolValue.Of(optional.Value is MapValue inner && inner.Find(key) is not null) : Access.Optional(optional, key),
            MapValue map when select.IsTest => BoolValue.Of(map.Find(key) is not null),
            MapValue map => map.Find(key) ?? ErrorValue.NoSuchKey(select.Field),
            _ => NoOverload,
        };
    }

    private CelValue Call(CallExpression call)
    {
        switch (call.Function)
        {
            case Operators.And:
                return Logical(call, absorbing: false);
            case Operators.Or:
                return Logical(call, absorbing: true);
            case Operators.Conditional:
                return Evaluate(call.Arguments[0]) switch
                {
                    BoolValue condition => Chosen(call.Arguments[condition.Value ? 1 : 2]),
                    ErrorValue error => error,
                    _ => NoOverload,
                };
            case Operators.NotStrictlyFalse:
                var value = Evaluate(call.Arguments[0]);
                Charge(1);
                return BoolValue.Of(value is not BoolValue { Value: false });
            case Operators.OptionalSelect:
                var operand = Evaluate(call.Arguments[0]);
                var found = operand is ErrorValue ? operand : Access.Optional(operand, ((LiteralExpression)call.Arguments[1]).Value);
                Charge(found is OptionalValue { Value: null } ? 0 : 1);
                return found;
            case "or" or "orValue" when call is { Target: { Type.IsOptional: true } target, Arguments: [var otherwise] }:
                return Evaluate(target) switch
                {
                    OptionalValue { Value: null } => Evaluate(otherwise),
                    OptionalValue present => call.Function == "or" ? present : present.Value!,
                    ErrorValue error => error,
                    _ => NoOverload,
                };
            default:
                return Apply(call);
        }
    }

    // A variable that a choice or an index is made by is read with it, and not paid for again.
    private CelValue Chosen(Expression node)
    {
        var value = Evaluate(node);
        if (node is IdentifierExpression { NamedType: null } or SelectExpression { IsTest: false })
        {
            _cost--;
        }

        return value;
    }

    // An error on one side does not matter if the other decides.
    private CelValue Logical(CallExpression call, bool absorbing)
    {
        var left = Evaluate(call.Arguments[0]);
        if (left is BoolValue first && first.Value == absorbing)
        {
            return left;
        }

        var right = Evaluate(call.Arguments[1]);
        if (right is BoolValue second && second.Value == absorbing)
        {
            return right;
        }

        return (left, right) switch
        {
            (BoolValue, BoolValue) => BoolValue.Of(!absorbing),
            (ErrorValue, _) => left,
            (_, ErrorValue) => right,
            _ => NoOverload,
        };
    }

    private CelValue Apply(CallExpression call)
    {
        var shift = call.Target is null ? 0 : 1;
        var arguments = new CelValue[call.Arguments.Count + shift];
        if (call.Target is not null && (arguments[0] = Evaluate(call.Target)) is ErrorValue)
        {
            return arguments[0];
        }

        for (var i = 0; i < call.Arguments.Count; i++)
        {
            var isKey = i == 1 && call.Function is (Operators.Index or Operators.OptionalIndex);
            if ((arguments[i + shift] = isKey ? Chosen(call.Arguments[i]) : Evaluate(call.Arguments[i])) is ErrorValue)
            {
                return arguments[i + shift];
            }
        }

        foreach (var overload in call.Overloads)
        {
            if (overload.Accepts(arguments))
            {
                // What the result's size decides is charged after, everything else before the work is done.
                if (call.Members is { } members)
                {
                    return BoolValue.Of(members.Find(arguments[0]) is not null);
                }

                var known = RuntimeCost.Before(overload, arguments);
                Charge(known ?? 0);
                var result = overload.Body(arguments);
                if (known is null)
                {
                    Charge(RuntimeCost.After(overload, result));
                }

                return result;
            }
        }

        return ErrorValue.NoSuchOverload(call.Function, arguments);
    }

    private CelValue List(ListExpression list)
    {
        var elements = new List<CelValue>(list.Elements.Count);
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var element = Evaluate(list.Elements[i]);
            if (element is ErrorValue)
            {
                return element;
            }

            if (!list.Optional.Contains(i))
            {
                elements.Add(element);
            }
            else if (element is not OptionalValue optional)
            {
                return new ErrorValue("cannot initialize optional list element from non-optional value");
            }
            else if (optional.Value is not null)
            {
                elements.Add(optional.Value);
            }
        }

        Charge(CostFactors.ListCreation);
        return elements.Count == 0 ? ElementList.Empty : new ElementList(elements);
    }

    private CelValue Map(MapExpression map)
    {
        var entries = new EntryMap();
        foreach (var entry in map.Entries)
        {
            var key = Evaluate(entry.Key);
            var value = key is ErrorValue ? key : Evaluate(entry.Value);
            if (value is ErrorValue)
            {
                return value;
            }

            if (entry.IsOptional)
            {
                if (value is not OptionalValue optional)
                {
                    return new ErrorValue($"cannot initialize optional entry '{Access.Show(key)}' from non-optional value");
                }

                if (optional.Value is null)
                {
                    continue;
                }

                value = optional.Value;
            }

            if (!EntryMap.IsKey(key))
            {
                return new ErrorValue($"unsupported key type: {key.Type.Name}");
            }

            if (!entries.TryAdd(key, value))
            {
                return new ErrorValue($"insert failed: key {Access.Show(key)} already exists");
            }
        }

        Charge(CostFactors.MapCreation);
        return entries;
    }

    private CelValue Object(ObjectExpression node)
    {
        Dictionary<string, CelValue> fields = [];
        foreach (var field in node.Fields)
        {
            var value = Evaluate(field.Value);
            if (value is ErrorValue)
            {
                return value;
            }

            if (!field.IsOptional)
            {
                fields[field.Name] = value;
            }
            else if (value is OptionalValue { Value: { } present })
            {
                fields[field.Name] = present;
            }
        }

        Charge(CostFactors.ObjectCreation);
        return new DeclaredObject(node.Type, fields);
    }

    private CelValue Fold(ComprehensionExpression fold)
    {
        var range = Evaluate(fold.Range);
        if (range is ErrorValue)
        {
            return range;
        }

        var initial = Evaluate(fold.Initial);
        if (!fold.IsBinding)
        {
            initial = fold.Initial switch { ListExpression => new GrowingList(), MapExpression => new EntryMap(), _ => initial };
        }
        else if (initial is ErrorValue)
        {
            return initial;
        }

        var at = _locals.Count;
        _locals.Add((fold.Accumulator, initial));
        var failure = fold.IsBinding ? null : Loop(fold, range, at);
        var result = failure ?? Evaluate(fold.Result);
        _locals.RemoveRange(at, _locals.Count - at);
        return result;
    }

    // Null, or why there can be no loop.
    private ErrorValue? Loop(ComprehensionExpression fold, CelValue range, int at)
    {
        switch (range)
        {
            case ListValue list:
                for (var i = 0; i < list.Count; i++)
                {
                    if (!Step(fold, at, fold.SecondVariable is null ? list[i] : IntValue.Of(i), list[i]))
                    {
                        return null;
                    }
                }

                return null;
            case MapValue map:
                foreach (var key in map.Keys)
                {
                    if (!Step(fold, at, key, fold.SecondVariable is null ? key : map.Find(key)!))
                    {
                        return null;
                    }
                }

                return null;
            default:
                return NoOverload;
        }
    }

    // False when the fold is decided.
    private bool Step(ComprehensionExpression fold, int at, CelValue first, CelValue second)
    {
        _locals.Add((fold.Variable, first));
        _locals.Add((fold.SecondVariable ?? fold.Variable, second));
        var goesOn = Evaluate(fold.Condition) is BoolValue { Value: true };
        if (goesOn)
        {
            var next = Evaluate(fold.Step);
            _locals[at] = (fold.Accumulator, next);
            goesOn = next is not ErrorValue || fold.Condition is CallExpression;
        }

        _locals.RemoveRange(at + 1, 2);
        return goesOn;
    }

    private sealed class CostLimitException : Exception;
}
