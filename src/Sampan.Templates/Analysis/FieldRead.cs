namespace Sampan.Templates.Analysis;

/// <summary>Fields that a template reads: <c>.Values.image.tag</c>.</summary>
/// <param name="Path">
/// The names as written, after what <c>with</c> and variables stand for; after a variable or dot that stands for
/// something else (an item of a range, an argument), the names alone.
/// </param>
/// <param name="IsWhole">Whether the value is used, with everything in it; else only whether it is there, or true.</param>
public readonly record struct FieldRead(IReadOnlyList<string> Path, bool IsWhole);
