namespace Sampan.Charts.Schemas;

/// <summary>Checks one value against one schema: type and logic here, objects, arrays and scalars in their own files.</summary>
/// <remarks>
/// The order of checks is the order of messages in Helm's validator: type, const and enum end the check; then references,
/// the keywords of the value's type, the combinations of schemas, and last what nothing has covered. Properties are
/// checked in the order of their names, where that validator takes them in no order.
/// </remarks>
internal sealed class SchemaEvaluation
{
    private readonly SchemaCompiler _compiler;
    private readonly JsonSchema _schema;
    private readonly object? _value;
    private readonly EvaluationScope _scope;
    private readonly List<SchemaError> _errors = [];

    private SchemaEvaluation(SchemaCompiler compiler, JsonSchema schema, object? value, IReadOnlyList<string> path, EvaluationScope scope, bool callerNeeds)
    {
        _compiler = compiler;
        _schema = schema;
        _value = value;
        _scope = scope;
        Path = path;
        Unevaluated = Unevaluated.Of(value, schema, callerNeeds);
    }

    public IReadOnlyList<string> Path { get; }

    public Unevaluated Unevaluated { get; }

    /// <summary>Checks a value; null when it fits.</summary>
    public static SchemaError? Evaluate(SchemaCompiler compiler, JsonSchema schema, object? value) =>
        new SchemaEvaluation(compiler, schema, value, [], new EvaluationScope(schema, 0, null), callerNeeds: false).Run();

    public void Add(string message, params IReadOnlyList<SchemaError> causes) => _errors.Add(new SchemaError(Path, message, causes));

    public void Add(SchemaError? error)
    {
        if (error is not null)
        {
            _errors.Add(error);
        }
    }

    /// <summary>Checks a part of the value: a property or an item.</summary>
    public SchemaError? EvaluatePart(JsonSchema schema, object? part, string token) =>
        new SchemaEvaluation(_compiler, schema, part, [.. Path, token], new EvaluationScope(schema, _scope.ValueDepth + 1, _scope), callerNeeds: false).Run();

    /// <summary>Checks the same value against another schema; what that covers is covered here too, when it fits.</summary>
    public SchemaError? EvaluateSelf(JsonSchema schema)
    {
        var evaluation = new SchemaEvaluation(_compiler, schema, _value, Path, new EvaluationScope(schema, _scope.ValueDepth, _scope), !Unevaluated.IsEmpty);
        var error = evaluation.Run();
        if (error is null)
        {
            Unevaluated.Merge(evaluation.Unevaluated);
        }

        return error;
    }

    /// <summary>Checks a property's name, as a value of its own.</summary>
    public SchemaError? EvaluateName(JsonSchema schema, string name) => Evaluate(_compiler, schema, name) is { } error
        ? new SchemaError([], $"invalid propertyName {SchemaError.Quote(name)}", error.IsGroup ? error.Causes : [error])
        : null;

    private SchemaError? Run()
    {
        if (_schema.Always is { } always)
        {
            return always ? null : Error("false schema");
        }

        if (_scope.IsCycle)
        {
            return Error($"{_schema.Location} leads back to itself, causing reference cycle");
        }

        if (Mismatch() is { } mismatch)
        {
            return Error(mismatch);
        }

        if (_schema.Ref is { } reference)
        {
            var error = EvaluateReference(reference);
            if (_schema.Draft < 2019)
            {
                return error;
            }

            Add(error);
        }

        CheckByType();
        CheckDynamicReferences();
        CheckCombinations();
        CheckUnevaluated();
        return _errors.Count switch
        {
            0 => null,
            1 => _errors[0],
            _ => SchemaError.Group(Path, _errors),
        };
    }

    private string? Mismatch()
    {
        var type = SchemaData.TypeOf(_value);
        if (_schema.Types is { Count: > 0 } types && !types.Contains(type) && !(types.Contains("integer") && ExactNumber.Of(_value) is { IsWhole: true }))
        {
            return $"got {type}, want {string.Join(" or ", JsonSchema.TypeNames.Where(types.Contains))}";
        }

        if (_schema.HasConst && !SchemaData.AreEqual(_value, _schema.Const))
        {
            return _schema.Const is List<object?> or Dictionary<string, object?> ? "const failed" : $"value must be {Display(_schema.Const)}";
        }

        if (_schema.Enum is { } choices && !choices.Exists(choice => SchemaData.AreEqual(_value, choice)))
        {
            return choices.Exists(choice => choice is List<object?> or Dictionary<string, object?>) ? "enum failed"
                : choices.Count == 1 ? $"value must be {Display(choices[0])}"
                : $"value must be one of {string.Join(", ", choices.Select(Display))}";
        }

        return _schema.Format is { } format && _value is string text && SchemaFormats.Check(format, text) is { } reason
            ? $"{SchemaError.Quote(text)} is not valid {format}: {reason}"
            : null;
    }

    private void CheckByType()
    {
        switch (_value)
        {
            case Dictionary<string, object?> map:
                ObjectKeywords.Check(this, _schema, map);
                break;
            case List<object?> list:
                ArrayKeywords.Check(this, _schema, list);
                break;
            case string text:
                ScalarKeywords.Check(this, _schema, text);
                break;
            default:
                if (ExactNumber.Of(_value) is { } number)
                {
                    ScalarKeywords.Check(this, _schema, number);
                }

                break;
        }
    }

    private void CheckDynamicReferences()
    {
        if (_schema.RecursiveRef is { } recursive)
        {
            Add(EvaluateReference(recursive.RecursiveAnchor ? _scope.OutermostRecursive(recursive) : recursive));
        }

        if (_schema.DynamicRef is { } target)
        {
            var anchor = _schema.DynamicRefAnchor;
            Add(EvaluateReference(anchor.Length > 0 && target.DynamicAnchor == anchor ? _scope.OutermostDynamic(anchor, target, _compiler) : target));
        }
    }

    private void CheckCombinations()
    {
        if (_schema.Not is { } not && EvaluateSelf(not) is null)
        {
            Add("not failed");
        }

        if (_schema.AllOf.Select(EvaluateSelf).OfType<SchemaError>().ToList() is { Count: > 0 } failures)
        {
            Add("allOf failed", failures);
        }

        CheckAnyOf();
        CheckOneOf();
        if (_schema.If is { } condition)
        {
            Add((EvaluateSelf(condition) is null ? _schema.Then : _schema.Else) is { } branch ? EvaluateSelf(branch) : null);
        }
    }

    private void CheckAnyOf()
    {
        List<SchemaError> errors = [];
        var matched = _schema.AnyOf.Count == 0;
        foreach (var schema in _schema.AnyOf)
        {
            if (EvaluateSelf(schema) is { } error)
            {
                errors.Add(error);
                continue;
            }

            matched = true;
            if (Unevaluated.IsEmpty)
            {
                break;
            }
        }

        if (!matched)
        {
            Add("anyOf failed", errors);
        }
    }

    private void CheckOneOf()
    {
        List<SchemaError> errors = [];
        int? matched = null;
        for (var i = 0; i < _schema.OneOf.Count; i++)
        {
            if (EvaluateSelf(_schema.OneOf[i]) is { } error)
            {
                errors.Add(error);
            }
            else if (matched is { } first)
            {
                Add($"oneOf failed, subschemas {LocalizedNumber.Of(first)}, {LocalizedNumber.Of(i)} matched");
                return;
            }
            else
            {
                matched = i;
            }
        }

        if (matched is null && _schema.OneOf.Count > 0)
        {
            Add("oneOf failed, none matched", errors);
        }
    }

    private void CheckUnevaluated()
    {
        if (_schema.UnevaluatedProperties is { } properties && _value is Dictionary<string, object?> map)
        {
            foreach (var name in Unevaluated.Properties)
            {
                Add(EvaluatePart(properties, map[name], name));
            }

            Unevaluated.Clear();
        }

        if (_schema.UnevaluatedItems is { } items && _value is List<object?> list)
        {
            foreach (var i in Unevaluated.Items)
            {
                Add(EvaluatePart(items, list[i], ArrayKeywords.Token(i)));
            }

            Unevaluated.Clear();
        }
    }

    private SchemaError? EvaluateReference(JsonSchema schema) =>
        EvaluateSelf(schema) is { } error ? SchemaError.Reference(Path, error) : null;

    private SchemaError Error(string message) => new(Path, message, []);

    private static string Display(object? value) => value switch
    {
        string text => SchemaError.Quote(text),
        SchemaNumber number => number.Text,
        _ => Text.GoText.Format(value),
    };
}
