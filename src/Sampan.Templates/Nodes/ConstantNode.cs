using System.Text;
using Sampan.Templates.Execution;
using Sampan.Templates.Functions;
using Sampan.Templates.Language;
using Sampan.Templates.Values;

namespace Sampan.Templates.Nodes;

/// <summary>A literal: its own value, given to parameters that can be written as one.</summary>
internal abstract class ConstantNode(int position) : OperandNode(position)
{
    public sealed override Operand EvaluateCommand(ExecutionState state, Operand dot, CommandNode command, Operand final)
    {
        state.Current = this;
        ExpectNoArguments(state, command.Arguments, final);
        return new Operand(Value(state));
    }

    public sealed override object? EvaluateArgument(ExecutionState state, Operand dot, ParameterType type)
    {
        state.Current = this;
        return type.Literal switch
        {
            LiteralKind.Any => Value(state),
            LiteralKind.None => throw state.Error($"can't handle {this} for arg of type {type.Name}"),
            _ => TypedValue(type) ?? throw state.Error($"expected {type.LiteralName}; found {this}"),
        };
    }

    /// <summary>The value where no type is asked for.</summary>
    protected abstract object? Value(ExecutionState state);

    /// <summary>The value as the type asked for, or null if the literal is none of it.</summary>
    protected abstract object? TypedValue(ParameterType type);
}

/// <summary><c>true</c> or <c>false</c>.</summary>
internal sealed class BooleanNode(int position, bool value) : ConstantNode(position)
{
    private readonly object _value = Boxes.Of(value);

    public override void Write(StringBuilder text) => text.Append(value ? "true" : "false");

    protected override object? Value(ExecutionState state) => _value;

    protected override object? TypedValue(ParameterType type) => type.Literal == LiteralKind.Boolean ? _value : null;
}

/// <summary>A string in quotes.</summary>
internal sealed class StringNode(int position, ReadOnlyMemory<char> quoted, string value) : ConstantNode(position)
{
    public string Constant => value;

    public override void Write(StringBuilder text) => text.Append(quoted);

    protected override object? Value(ExecutionState state) => value;

    protected override object? TypedValue(ParameterType type) => type.Literal == LiteralKind.Text ? value : null;
}

/// <summary>A number or character.</summary>
internal sealed class NumberNode(int position, NumberLiteral number) : ConstantNode(position)
{
    private readonly object? _ideal = Ideal(number);

    public override void Write(StringBuilder text) => text.Append(number.Text);

    protected override object? Value(ExecutionState state) => _ideal ?? throw state.Error($"{number.Text} overflows int");

    protected override object? TypedValue(ParameterType type) => type.Literal switch
    {
        LiteralKind.Integer when number.Integer is { } integer => type.OfInteger(integer),
        LiteralKind.Unsigned when number.Unsigned is { } unsigned => type.OfInteger(unchecked((long)unsigned)),
        LiteralKind.Float when number.Float is { } real => real,
        _ => null,
    };

    /// <summary>The type that a constant has by its look: a float only if it is written as one.</summary>
    private static object? Ideal(NumberLiteral number)
    {
        var text = number.Text;
        var hexadecimal = text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X' && text.AsSpan().IndexOfAny('p', 'P') < 0;
        if (number.Complex is { } complex)
        {
            return complex;
        }

        if (number.Float is { } real && !hexadecimal && text[0] != '\'' && text.AsSpan().IndexOfAny(".eEpP") >= 0)
        {
            return real;
        }

        return number.Integer is { } integer ? Boxes.Integer(integer) : null;
    }
}
