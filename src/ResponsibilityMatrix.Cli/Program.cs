using ResponsibilityMatrix.Cli;

return App.Run(args, Surroundings.OfProcess());
