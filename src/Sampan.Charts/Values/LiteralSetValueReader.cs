namespace Sampan.Charts.Values;

/// <summary><c>--set-literal</c>: the rest of the text, as it is.</summary>
internal sealed class LiteralSetValueReader(SetText text) : SetValueReader
{
    public override ReadOnlySpan<char> KeyStops => "=[.";

    public override object? Read() => text.ReadToEnd();
}
