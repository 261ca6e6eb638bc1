using Sampan.Server.Cel.Parsing;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Checking;

/// <summary>
/// Finds the type of every node, the overloads that calls may mean and the variables that paths name; what does not fit is
/// reported in cel-go's words (checker/checker.go).
/// </summary>
internal sealed class Checker
{
    private static readonly Dictionary<string, CelType> NamedTypes = new CelType[]
    {
        CelType.Bool, CelType.Bytes, CelType.Double, CelType.Duration, CelType.Int, CelType.DynList, CelType.DynMap, CelType.Null,
        CelType.String, CelType.Timestamp, CelType.Type, CelType.Uint, CelType.Optional(CelType.Dyn), Libraries.OpaqueTypes.Quantity,
        Libraries.OpaqueTypes.Url, Libraries.OpaqueTypes.Ip, Libraries.OpaqueTypes.Cidr, Libraries.OpaqueTypes.Semver,
    }.ToDictionary(type => type.Name);

    private readonly CelEnvironment _environment;
    private readonly List<CelError> _errors;
    private readonly Substitution _substitution = new();
    private readonly List<Expression> _nodes = [];
    private readonly List<(string Name, CelType Type)> _locals = [];

    private Checker(CelEnvironment environment, List<CelError> errors)
    {
        _environment = environment;
        _errors = errors;
    }

    /// <summary>Checks an expression in place.</summary>
    public static void Check(Expression expression, CelEnvironment environment, List<CelError> errors)
    {
        var checker = new Checker(environment, errors);
        checker.Visit(expression);
        foreach (var node in checker._nodes)
        {
            node.Type = checker._substitution.Apply(node.Type, unknownIsDyn: true);
        }
    }

    private void Report(int offset, string message) => _errors.Add(new CelError(offset, message));

    private CelType Set(Expression node, CelType type)
    {
        node.Type = type;
        _nodes.Add(node);
        return type;
    }

    private CelType Visit(Expression node) => Set(node, node switch
    {
        LiteralExpression literal => literal.Value.Type,
        IdentifierExpression identifier => Identifier(identifier),
        SelectExpression select => Select(select),
        CallExpression call => Call(call),
        ListExpression list => List(list),
        MapExpression map => Map(map),
        ObjectExpression @object => Object(@object),
        _ => Comprehension((ComprehensionExpression)node),
    });

    private CelType Identifier(IdentifierExpression identifier)
    {
        if (Resolve(identifier.Name, identifier) is { } type)
        {
            return type;
        }

        Report(identifier.Offset, $"undeclared reference to '{identifier.Name}' (in container '')");
        return CelType.Error;
    }

    private CelType? Resolve(string name, IdentifierExpression identifier)
    {
        var isRooted = name.StartsWith('.');
        name = name.TrimStart('.');
        for (var i = _locals.Count - 1; i >= 0 && !isRooted; i--)
        {
            if (_locals[i].Name == name)
            {
                return _locals[i].Type;
            }
        }

        identifier.Name = name;
        if (_environment.Variables.TryGetValue(name, out var variable))
        {
            return variable;
        }

        if (NamedTypes.TryGetValue(name, out var named) || (named = _environment.ObjectTypes(name)) is not null)
        {
            identifier.NamedType = named;
            return CelType.TypeOf(named);
        }

        return null;
    }

    private CelType Select(SelectExpression select)
    {
        if (!select.IsTest && PathOf(select) is { } path && !_locals.Exists(local => local.Name == path[..path.IndexOf('.', 1)]))
        {
            var resolved = new IdentifierExpression(select.Offset, path);
            if (Resolve(path, resolved) is { } type)
            {
                select.Resolved = resolved;
                return Set(resolved, type);
            }
        }

        var field = Field(select.Offset, select.Operand, select.Field, isOptional: false);
        return select.IsTest ? CelType.Bool : _substitution.Apply(field);
    }

    // The dotted name that a chain of selections spells, or null.
    private static string? PathOf(Expression node) => node switch
    {
        IdentifierExpression identifier => identifier.Name,
        SelectExpression { IsTest: false } select when PathOf(select.Operand) is { } prefix => $"{prefix}.{select.Field}",
        _ => null,
    };

    private CelType Field(int offset, Expression operand, string field, bool isOptional)
    {
        var type = _substitution.Apply(Visit(operand));
        var target = type.IsOptional ? type.Parameters[0] : type;
        var result = CelType.Error;
        switch (target.Kind)
        {
            case CelKind.Map:
                result = target.Parameters[1];
                break;
            case CelKind.Object:
                if (target.Field(field) is { } found)
                {
                    result = found;
                }
                else
                {
                    Report(offset, $"undefined field '{field}'");
                }

                break;
            case CelKind.Parameter:
                _substitution.IsAssignable(CelType.Dyn, target);
                result = CelType.Dyn;
                break;
            default:
                if (!target.IsDynOrError)
                {
                    Report(offset, $"type '{target}' does not support field selection");
                }

                result = CelType.Dyn;
                break;
        }

        return type.IsOptional || isOptional ? CelType.Optional(result) : result;
    }

    private CelType Call(CallExpression call)
    {
        if (call.Function == Operators.OptionalSelect)
        {
            Set(call.Arguments[1], CelType.String);
            return _substitution.Apply(Field(call.Offset, call.Arguments[0], ((StringValue)((LiteralExpression)call.Arguments[1]).Value).Value, isOptional: true));
        }

        var arguments = call.Arguments.Select(Visit).ToList();
        if (call.Target is not null && PathOf(call.Target) is { } prefix && _environment.Functions.ContainsKey($"{prefix}.{call.Function}"))
        {
            call.Function = $"{prefix}.{call.Function}";
            call.Target = null;
        }

        if (call.Target is not null)
        {
            arguments.Insert(0, Visit(call.Target));
        }

        var name = call.Function.TrimStart('.');
        if (!_environment.Functions.TryGetValue(name, out var overloads))
        {
            Report(call.Offset, $"undeclared reference to '{name}' (in container '')");
            return CelType.Error;
        }

        call.Function = name;
        return call.Function is Operators.And or Operators.Or ? Logical(call, overloads, arguments) : Match(call, overloads, arguments);
    }

    private CelType Logical(CallExpression call, Overload[] overloads, List<CelType> arguments)
    {
        var isValid = true;
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!_substitution.IsAssignable(arguments[i], CelType.Bool))
            {
                Report(call.Arguments[i].Offset, $"expected type 'bool' but found '{arguments[i]}'");
                isValid = false;
            }
        }

        call.Overloads = overloads;
        return isValid ? CelType.Bool : CelType.Error;
    }

    private CelType Match(CallExpression call, Overload[] overloads, List<CelType> arguments)
    {
        List<Overload> matching = [];
        CelType? result = null;
        foreach (var overload in overloads)
        {
            if (overload.IsMember != call.Target is not null)
            {
                continue;
            }

            Dictionary<string, CelType> fresh = [];
            var wanted = overload.Arguments.Select(argument => Instantiate(argument, fresh)).ToList();
            if (!_substitution.AreAssignable(arguments, wanted))
            {
                continue;
            }

            matching.Add(overload);
            var type = _substitution.Apply(Instantiate(overload.Result, fresh));
            result = result is null ? type : !result.IsDyn && !type.IsExactly(result) ? CelType.Dyn : result;
        }

        call.Overloads = matching;
        if (result is not null)
        {
            return result;
        }

        var given = arguments.Select(argument => _substitution.Apply(argument, unknownIsDyn: true).ToString()).ToList();
        var signature = call.Target is null ? $"({string.Join(", ", given)})" : $"{given[0]}.({string.Join(", ", given.Skip(1))})";
        Report(call.Offset, $"found no matching overload for '{call.Function}' applied to '{signature}'");
        return CelType.Error;
    }

    // The type with parameters of its own, so that calls of the same overload do not meddle with each other.
    private CelType Instantiate(CelType type, Dictionary<string, CelType> fresh)
    {
        if (type.Kind == CelKind.Parameter)
        {
            return fresh.TryGetValue(type.Name, out var known) ? known : fresh[type.Name] = _substitution.Fresh();
        }

        return type.Parameters.Count == 0 ? type : type.With([.. type.Parameters.Select(parameter => Instantiate(parameter, fresh))]);
    }

    private CelType List(ListExpression list)
    {
        CelType? element = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var type = Visit(list.Elements[i]);
            type = list.Optional.Contains(i) ? Unwrap(list.Elements[i], type) : type;
            element = Join(element, type);
        }

        return CelType.List(element ?? _substitution.Fresh());
    }

    private CelType Map(MapExpression map)
    {
        CelType? key = null;
        CelType? value = null;
        foreach (var entry in map.Entries)
        {
            key = Join(key, Visit(entry.Key));
            var type = Visit(entry.Value);
            type = entry.IsOptional ? Unwrap(entry.Value, type) : type;
            value = Join(value, type);
        }

        return CelType.Map(key ?? _substitution.Fresh(), value ?? _substitution.Fresh());
    }

    private CelType Object(ObjectExpression node)
    {
        var type = _environment.ObjectTypes(node.TypeName.TrimStart('.'));
        if (type is null)
        {
            var known = NamedTypes.ContainsKey(node.TypeName);
            Report(node.Offset, known ? $"'{node.TypeName}' is not a message type" : $"undeclared reference to '{node.TypeName}' (in container '')");
            return CelType.Error;
        }

        foreach (var field in node.Fields)
        {
            var value = Visit(field.Value);
            if (type.Field(field.Name) is not { } wanted)
            {
                Report(field.Offset, $"undefined field '{field.Name}'");
                continue;
            }

            value = field.IsOptional ? Unwrap(field.Value, value) : value;
            if (!_substitution.IsAssignable(wanted, value))
            {
                Report(field.Offset, $"expected type of field '{field.Name}' is '{wanted}' but provided type is '{value}'");
            }
        }

        return type;
    }

    private CelType Unwrap(Expression node, CelType type)
    {
        type = _substitution.Apply(type);
        if (type.IsOptional)
        {
            return type.Parameters[0];
        }

        if (!type.IsDyn)
        {
            Report(node.Offset, $"expected type '{CelType.Optional(type)}' but found '{type}'");
        }

        return type;
    }

    private CelType Join(CelType? known, CelType type) =>
        known is null ? type : _substitution.IsAssignable(known, type) ? Substitution.MoreGeneral(known, type) : CelType.Dyn;

    private CelType Comprehension(ComprehensionExpression fold)
    {
        var range = _substitution.Apply(Visit(fold.Range));
        var accumulator = Visit(fold.Initial);
        _locals.Add((fold.Accumulator, accumulator));
        var (first, second) = Elements(fold, range);
        _locals.Add((fold.Variable, fold.SecondVariable is null ? first : second.Key));
        _locals.Add((fold.SecondVariable ?? fold.Variable, fold.SecondVariable is null ? first : second.Value));
        Require(fold.Condition, CelType.Bool);
        Require(fold.Step, accumulator);
        _locals.RemoveRange(_locals.Count - 2, 2);
        var result = Visit(fold.Result);
        _locals.RemoveAt(_locals.Count - 1);
        return _substitution.Apply(result);
    }

    private (CelType Single, (CelType Key, CelType Value) Pair) Elements(ComprehensionExpression fold, CelType range)
    {
        switch (range.Kind)
        {
            case CelKind.List:
                return (range.Parameters[0], (CelType.Int, range.Parameters[0]));
            case CelKind.Map:
                return (range.Parameters[0], (range.Parameters[0], range.Parameters[1]));
            case CelKind.Dyn or CelKind.Error or CelKind.Parameter:
                _substitution.IsAssignable(CelType.Dyn, range);
                return (CelType.Dyn, (CelType.Dyn, CelType.Dyn));
            default:
                Report(fold.Range.Offset, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, (CelType.Error, CelType.Error));
        }
    }

    private void Require(Expression node, CelType type)
    {
        var given = Visit(node);
        if (!_substitution.IsAssignable(type, given))
        {
            Report(node.Offset, $"expected type '{_substitution.Apply(type)}' but found '{_substitution.Apply(given)}'");
        }
    }
}
