namespace Sampan.Server.Cel.Parsing;

/// <summary>Something wrong in an expression.</summary>
/// <param name="Offset">Where, in UTF-16 units.</param>
/// <param name="Message">What, in cel-go's words.</param>
internal readonly record struct CelError(int Offset, string Message);
