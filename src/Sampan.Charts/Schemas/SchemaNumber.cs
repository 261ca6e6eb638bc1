namespace Sampan.Charts.Schemas;

/// <summary>A number of a schema: its text, which messages repeat, and its value.</summary>
internal sealed record SchemaNumber(string Text)
{
    public ExactNumber Value { get; } = ExactNumber.Parse(Text);
}
