using ResponsibilityMatrix.Cli;

return App.Run(args, IOStreams.OfProcess());
