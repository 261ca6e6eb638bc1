namespace Sampan.Charts.Testing.Assertions.Checks;

/// <summary>What an assertion type checks of the documents of one template.</summary>
internal interface IManifestCheck
{
    /// <summary>Null when it holds, or when it does not and must not; else what to tell.</summary>
    IReadOnlyList<string>? Failure(CheckContext context);
}
