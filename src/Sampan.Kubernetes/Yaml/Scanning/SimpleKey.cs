namespace Sampan.Kubernetes.Yaml.Scanning;

/// <summary>A token that may turn out to be a key: if a colon follows it on its line, no more than 1024 characters on.</summary>
/// <param name="IsPossible">Whether it still may be.</param>
/// <param name="IsRequired">Whether it must be: it stands where the block mapping's next key would.</param>
/// <param name="Number">Which token of the stream it is.</param>
/// <param name="Position">Where it begins in the text.</param>
/// <param name="Line">Its line, from 0.</param>
/// <param name="Column">Its column, from 0.</param>
internal readonly record struct SimpleKey(bool IsPossible, bool IsRequired, int Number, int Position, int Line, int Column)
{
    private const int MaximumLength = 1024;

    /// <summary>Whether a colon where the cursor stands would come too late.</summary>
    public bool IsStale(YamlCursor cursor) => Line < cursor.Line || Position + MaximumLength < cursor.Position;
}
