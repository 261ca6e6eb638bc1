namespace Sampan.Server.Cel;

/// <summary>What became of an expression's text.</summary>
/// <param name="Program">The checked expression, or null if it is wrong.</param>
/// <param name="Errors">What is wrong, in cel-go's words, an error in several lines; empty if nothing is.</param>
internal sealed record CelCompilation(CelProgram? Program, string Errors);
