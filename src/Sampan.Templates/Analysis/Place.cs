namespace Sampan.Templates.Analysis;

/// <summary>What an expression stands for: fields of the template's data, or something else.</summary>
internal readonly record struct Place(string[]? Path)
{
    /// <summary>The template's data itself.</summary>
    public static readonly Place Root = new([]);

    /// <summary>Something whose place in the data is not known.</summary>
    public static readonly Place Unknown = new((string[]?)null);

    /// <summary>A field of it; of what is unknown, the names alone.</summary>
    public Place Field(string[] names) => names.Length == 0 ? this : new Place([.. Path ?? [], .. names]);
}
