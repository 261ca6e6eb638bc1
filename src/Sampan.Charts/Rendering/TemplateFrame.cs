namespace Sampan.Charts.Rendering;

/// <summary>A place in a template that failed, or that called one that did.</summary>
/// <param name="Template">The template's path: <c>web/templates/deployment.yaml</c>.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Source">The line's text; empty where it is not known, as in texts given to <c>tpl</c>.</param>
public sealed record TemplateFrame(string Template, int Line, int Column, string Source);
