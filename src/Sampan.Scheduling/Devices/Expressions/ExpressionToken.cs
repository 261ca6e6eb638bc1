namespace Sampan.Scheduling.Devices.Expressions;

/// <summary>A token of an expression.</summary>
internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, string Text);

/// <summary>The kinds of tokens.</summary>
internal enum ExpressionTokenKind
{
    End,
    Name,
    Number,
    Text,
    Symbol,
}
