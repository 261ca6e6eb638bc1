namespace Sampan.Releases.Declarations;

/// <summary>Where a value stands in a document: keys and list indexes from the root, printed as <c>releases[0].values</c>.</summary>
internal sealed record FieldPath(FieldPath? Parent, object Step)
{
    /// <summary>The path one key further.</summary>
    public static FieldPath operator /(FieldPath? parent, string key) => new(parent, key);

    /// <summary>The path of an item of this list.</summary>
    public FieldPath Item(int index) => new(this, index);

    /// <summary>The steps from the root: <see cref="string"/> keys and <see cref="int"/> indexes.</summary>
    public IReadOnlyList<object> Steps => Parent is null ? [Step] : [.. Parent.Steps, Step];

    /// <inheritdoc/>
    public override string ToString() => Step switch
    {
        int index => $"{Parent}[{index}]",
        _ => Parent is null ? $"{Step}" : $"{Parent}.{Step}",
    };
}
