namespace Sampan.Conformance;

/// <summary>One area of the corpus: it reads the area's files and yields their cases.</summary>
internal interface IConformanceArea
{
    /// <summary>The area's name on the command line, in results, and of its list of expected failures.</summary>
    string Name { get; }

    /// <summary>The cases, lazily: <paramref name="corpus"/> is the corpus's root folder.</summary>
    IEnumerable<ConformanceCase> Cases(string corpus);
}
