using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Values;

namespace Sampan.Server.Cel.Parsing;

/// <summary>A node of a parsed expression. Checking adds its type.</summary>
/// <param name="offset">Where it is written, in UTF-16 units: an operator's sign, a call's parenthesis.</param>
/// <param name="parts">What it is made of.</param>
internal abstract class Expression(int offset, params IEnumerable<Expression?> parts)
{
    public int Offset { get; } = offset;

    /// <summary>How many nodes lie below one another here, this one included.</summary>
    public int Depth { get; } = 1 + parts.Select(part => part?.Depth ?? 0).DefaultIfEmpty().Max();

    /// <summary>What it evaluates to, once checked.</summary>
    public CelType Type { get; set; } = CelType.Dyn;

    /// <summary>What it evaluates to whatever the variables are, where that is known; it costs nothing then.</summary>
    public CelValue? Constant { get; set; }
}

/// <summary>A value written out.</summary>
internal sealed class LiteralExpression(int offset, CelValue value) : Expression(offset)
{
    public CelValue Value { get; } = value;
}

/// <summary>A variable.</summary>
internal sealed class IdentifierExpression(int offset, string name) : Expression(offset)
{
    public string Name { get; set; } = name;

    /// <summary>The type that the name stands for, where it names one.</summary>
    public CelType? NamedType { get; set; }
}

/// <summary>A field of an object or a map, or the question whether it is there.</summary>
internal sealed class SelectExpression(int offset, Expression operand, string field, bool isTest) : Expression(offset, operand)
{
    public Expression Operand { get; } = operand;

    public string Field { get; } = field;

    /// <summary>The field as the key of a map.</summary>
    public StringValue Key { get; } = new(field);

    public bool IsTest { get; } = isTest;

    /// <summary>The variable that the whole path names, where one does.</summary>
    public IdentifierExpression? Resolved { get; set; }
}

/// <summary>A function or operator applied to arguments.</summary>
internal sealed class CallExpression(int offset, string function, Expression? target, IReadOnlyList<Expression> arguments) : Expression(offset, arguments.Prepend<Expression?>(target))
{
    public string Function { get; set; } = function;

    /// <summary>What a member function is called on, or null.</summary>
    public Expression? Target { get; set; } = target;

    public IReadOnlyList<Expression> Arguments { get; } = arguments;

    /// <summary>The overloads that may be meant, once checked.</summary>
    public IReadOnlyList<Overload> Overloads { get; set; } = [];

    /// <summary>Of a question for membership of a constant list of scalars: the list's elements, to be looked up at no cost.</summary>
    public EntryMap? Members { get; set; }
}

/// <summary>A list written out. Elements among <paramref name="optional"/> are left out where they have no value.</summary>
internal sealed class ListExpression(int offset, IReadOnlyList<Expression> elements, IReadOnlySet<int> optional) : Expression(offset, elements)
{
    public IReadOnlyList<Expression> Elements { get; } = elements;

    public IReadOnlySet<int> Optional { get; } = optional;
}

/// <summary>A map written out.</summary>
internal sealed class MapExpression(int offset, IReadOnlyList<(Expression Key, Expression Value, bool IsOptional)> entries) : Expression(offset, entries.SelectMany(entry => new[] { entry.Key, entry.Value }))
{
    public IReadOnlyList<(Expression Key, Expression Value, bool IsOptional)> Entries { get; } = entries;
}

/// <summary>An object of a named type written out.</summary>
internal sealed class ObjectExpression(int offset, string typeName, IReadOnlyList<(int Offset, string Name, Expression Value, bool IsOptional)> fields) : Expression(offset, fields.Select(field => field.Value))
{
    public string TypeName { get; } = typeName;

    public IReadOnlyList<(int Offset, string Name, Expression Value, bool IsOptional)> Fields { get; } = fields;
}

/// <summary>What macros such as <c>all</c> and <c>map</c> stand for: a fold over a list or the keys of a map.</summary>
/// <param name="offset">Where the macro is written.</param>
/// <param name="range">What is folded.</param>
/// <param name="initial">What the accumulator is at first.</param>
/// <param name="condition">Whether to go on.</param>
/// <param name="step">What the accumulator becomes with each element.</param>
/// <param name="result">What comes of it.</param>
internal sealed class ComprehensionExpression(int offset, Expression range, Expression initial, Expression condition, Expression step, Expression result)
    : Expression(offset, range, initial, condition, step, result)
{
    public Expression Range { get; } = range;

    public Expression Initial { get; } = initial;

    public Expression Condition { get; } = condition;

    public Expression Step { get; } = step;

    public Expression Result { get; } = result;

    /// <summary>The variable that holds each element or key; with <see cref="SecondVariable"/> each index or key.</summary>
    public required string Variable { get; init; }

    /// <summary>The variable that holds each value, or null.</summary>
    public string? SecondVariable { get; init; }

    public required string Accumulator { get; init; }

    /// <summary>Whether it only names a value: no element is ever visited.</summary>
    public bool IsBinding => Range is ListExpression { Elements.Count: 0 } && Condition is LiteralExpression { Value: BoolValue { Value: false } };
}
