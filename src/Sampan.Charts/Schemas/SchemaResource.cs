namespace Sampan.Charts.Schemas;

/// <summary>A part of a document that has an address of its own (<c>$id</c>), or the document itself.</summary>
/// <param name="Document">The document that it is in.</param>
/// <param name="Pointer">Where in the document: a JSON pointer.</param>
/// <param name="Id">Its address, against which its references are resolved.</param>
/// <param name="Draft">4, 6, 7, 2019 or 2020.</param>
internal sealed record SchemaResource(SchemaDocument Document, string Pointer, Uri Id, int Draft)
{
    /// <summary>Names of places in it, to their pointers in the document.</summary>
    public Dictionary<string, string> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>Those of the names that a reference resolves at run time.</summary>
    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}
