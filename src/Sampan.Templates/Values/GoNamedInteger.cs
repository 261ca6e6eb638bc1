namespace Sampan.Templates.Values;

/// <summary>A whole number of a named type that prints as a name: a month, a weekday.</summary>
/// <param name="GoType">The type's name.</param>
/// <param name="Kind">The kind of the number: <c>int</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Text">What is printed.</param>
internal sealed record GoNamedInteger(string GoType, string Kind, long Value, string Text) : ITemplateObject;
