using System.Collections;
using Sampan.Templates.Formatting;
using Sampan.Templates.Nodes;
using Sampan.Templates.Values;

namespace Sampan.Templates.Execution;

/// <summary>Reads fields of structs, elements of maps and calls methods: one step for each name of a chain.</summary>
internal static class FieldAccess
{
    /// <summary>Follows a chain of names; only the last may take arguments.</summary>
    public static Operand Chain(
        ExecutionState state, Operand dot, Operand receiver, Node node, string[] names, OperandNode[]? words, Operand final)
    {
        for (var i = 0; i < names.Length - 1; i++)
        {
            receiver = Field(state, dot, names[i], node, null, Operand.Missing, receiver);
        }

        return Field(state, dot, names[^1], node, words, final, receiver);
    }

    private static Operand Field(
        ExecutionState state, Operand dot, string name, Node node, OperandNode[]? words, Operand final, Operand receiver)
    {
        var hasArguments = words is { Length: > 1 } || !final.IsMissing;
        switch (receiver.Value)
        {
            case null when receiver.IsInterface:
                throw state.Error($"nil pointer evaluating interface {{}}.{name}");
            case null:
                return state.Context.Options.MissingKey == MissingKey.Error
                    ? throw state.Error($"nil data; no entry for key {GoQuoting.Quote(name)}")
                    : default;
            case ITemplateObject named:
                if (named.Method(name) is { } method)
                {
                    return FunctionCall.Evaluate(state, dot, method, node, words, final);
                }

                if (named.TryGetField(name, out var value))
                {
                    return char.IsLower(name[0])
                        ? throw state.Error($"{name} is an unexported field of struct type {receiver.TypeName}")
                        : hasArguments
                        ? throw state.Error($"{name} has arguments but cannot be invoked as function")
                        : new Operand(value);
                }

                break;
        }

        return receiver.Value switch
        {
            Dictionary<string, object?> map => Element(state, map, name, hasArguments),
            IDictionary map => TypedElement(state, map, name, hasArguments),
            _ => throw state.Error($"can't evaluate field {name} in type {receiver.TypeName}"),
        };
    }

    private static Operand Element(ExecutionState state, Dictionary<string, object?> map, string name, bool hasArguments)
    {
        if (hasArguments)
        {
            throw state.Error($"{name} is not a method but has arguments");
        }

        return map.TryGetValue(name, out var value) || state.Context.Options.MissingKey == MissingKey.Zero
            ? new Operand(value, IsInterface: true)
            : throw state.Error($"map has no entry for key {GoQuoting.Quote(name)}");
    }

    private static Operand TypedElement(ExecutionState state, IDictionary map, string name, bool hasArguments)
    {
        if (hasArguments)
        {
            throw state.Error($"{name} is not a method but has arguments");
        }

        if (map.Contains(name))
        {
            return new Operand(map[name]);
        }

        return state.Context.Options.MissingKey == MissingKey.Zero
            ? new Operand(map is Dictionary<string, string> ? "" : map is Dictionary<string, byte[]> ? Array.Empty<byte>() : null)
            : throw state.Error($"map has no entry for key {GoQuoting.Quote(name)}");
    }
}
