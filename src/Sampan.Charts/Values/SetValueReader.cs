namespace Sampan.Charts.Values;

/// <summary>Reads what follows a <c>=</c> in a set expression, and the comma after it where the syntax has one.</summary>
internal abstract class SetValueReader
{
    /// <summary>The characters that end a name; the literal syntax has no comma among them.</summary>
    public virtual ReadOnlySpan<char> KeyStops => "=[,.";

    /// <summary>Whether the text ends where a value would begin: the name gets an empty text, and nothing above it is complained of.</summary>
    public virtual bool IsMissing => false;

    /// <summary>Reads one value; throws <see cref="SetExpressionException"/>.</summary>
    public abstract object? Read();
}
